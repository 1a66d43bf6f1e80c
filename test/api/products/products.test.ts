import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Client, Json } from '#test/support/client.ts';
import { makeLink, makeProduct, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const path = '/api/products/';
const names = (list: Json) => list.results.map((product: Json) => product.name);

describe('POST /api/products/', () => {
  it('201: gives the product back as it is kept', async () => {
    const merchant = await signUp(app);
    const product = await makeProduct(merchant, {
      name: 'Mug',
      description: 'Holds coffee',
      prices: { USD: 12.5, EUR: '11' },
      tax_rate: '19.6',
      metadata: { shelf: '4' },
    });
    expect(product).toMatchObject({
      id: expect.stringMatching(/^prod_/),
      name: 'Mug',
      description: 'Holds coffee',
      image_url: null,
      prices: { USD: '12.50', EUR: '11.00' },
      tax_rate: '19.600',
      active: true,
      metadata: { shelf: '4' },
    });
    expect(must(200, await merchant.client.get(`${path}${product.id}/`))).toEqual(product);
  });

  it('400: refuses half a character, which no column could keep', async () => {
    const { client } = await signUp(app);
    const reply = await client.post(path, {
      name: 'Mug',
      prices: { USD: '1' },
      metadata: { half: '\ud800' },
    });
    expect([reply.status, reply.body.code]).toEqual([400, 'invalid_json']);
  });

  it.each([
    ['prices', 'unsupported_currency', { prices: { GBP: '1.00' } }],
    ['prices', 'invalid_value', { prices: {} }],
    ['prices', 'required', { prices: undefined }],
    ['prices.USD', 'invalid_amount', { prices: { USD: '0' } }],
    ['prices.USD', 'invalid_amount', { prices: { USD: '1.005' } }],
    ['prices.EUR', 'invalid_amount', { prices: { EUR: 10_000_000 } }],
    ['prices.EUR', 'invalid_amount', { prices: { EUR: null } }],
    ['tax_rate', 'invalid_tax_rate', { tax_rate: '1.2345' }],
    ['image_url', 'invalid_value', { image_url: 'http://shop.example/mug.png' }],
    ['name', 'invalid_value', { name: '\n' }],
    ['metadata', 'invalid_value', { metadata: { ['k'.repeat(41)]: 'x' } }],
    ['id', 'read_only_field', { id: 'prod_1' }],
    ['price', 'unknown_field', { price: '1.00' }],
  ])('400: names %s with %s', async (field, code, overrides) => {
    const { client } = await signUp(app);
    const reply = await client.post(path, { name: 'Mug', prices: { USD: '1.00' }, ...overrides });
    expect(reply.status).toBe(400);
    expect(reply.body.errors).toContainEqual(expect.objectContaining({ field, code }));
    expect(must(200, await client.get(path)).results).toEqual([]);
  });
});

describe('GET /api/products/', () => {
  it('200: lists active ones newest first, archived ones on request, and searches names', async () => {
    const merchant = await signUp(app);
    for (const name of ['Mug', 'Big mug', 'Poster', 'Old mug']) await makeProduct(merchant, { name });
    const { results } = must(200, await merchant.client.get(path));
    must(204, await merchant.client.delete(`${path}${results[0].id}/`));
    await makeProduct(await signUp(app), { name: 'Foreign mug' });
    expect(names(must(200, await merchant.client.get(path)))).toEqual(['Poster', 'Big mug', 'Mug']);
    expect(names(must(200, await merchant.client.get(`${path}?active=false`)))).toEqual(['Old mug']);
    expect(names(must(200, await merchant.client.get(`${path}?q=MUG`)))).toEqual(['Big mug', 'Mug']);
    expect(names(must(200, await merchant.client.get(`${path}?q=%25`)))).toEqual([]);
  });

  it('200: shows no row twice and skips none while others are added', async () => {
    const merchant = await signUp(app);
    for (let number = 1; number <= 5; number++) await makeProduct(merchant, { name: `P${number}` });
    const first = must(200, await merchant.client.get(`${path}?limit=2`));
    await makeProduct(merchant, { name: 'P6' });
    const second = must(200, await merchant.client.get(first.next));
    const third = must(200, await merchant.client.get(second.next));
    expect([first, second, third].flatMap(names)).toEqual(['P5', 'P4', 'P3', 'P2', 'P1']);
    expect(third.next).toBeNull();
    const back = must(200, await merchant.client.get(third.previous));
    const start = must(200, await merchant.client.get(back.previous));
    const newest = must(200, await merchant.client.get(start.previous));
    expect([back, start, newest].map(names)).toEqual([['P3', 'P2'], ['P5', 'P4'], ['P6']]);
    expect(newest.previous).toBeNull();
  });
});

describe('PATCH /api/products/<id>/', () => {
  it('200: replaces prices whole, clears by null, and leaves the links made before alone', async () => {
    const merchant = await signUp(app);
    const product = await makeProduct(merchant, { tax_rate: 20, description: 'Fine' });
    const link = await makeLink(merchant, {}, product);
    const changed = must(
      200,
      await merchant.client.patch(`${path}${product.id}/`, {
        name: 'Dear print',
        prices: { EUR: '99' },
        tax_rate: null,
        description: null,
      }),
    );
    expect(changed).toMatchObject({
      name: 'Dear print',
      prices: { EUR: '99.00' },
      tax_rate: null,
      description: null,
    });
    expect(changed.prices.USD).toBeUndefined();
    const { stats, timeline, catalog_changes, ...after } = must(
      200,
      await merchant.client.get(`/api/payment-links/${link.id}/`),
    );
    expect([stats, timeline]).toEqual([expect.anything(), expect.anything()]);
    expect(catalog_changes).toMatchObject([{ kind: 'unit_price' }, { kind: 'tax_rate' }, { kind: 'name' }]);
    expect(after).toEqual(link);
  });

  it('200: brings an archived product back', async () => {
    const merchant = await signUp(app);
    const product = await makeProduct(merchant);
    must(204, await merchant.client.delete(`${path}${product.id}/`));
    const revived = must(200, await merchant.client.patch(`${path}${product.id}/`, { active: true }));
    expect(revived.active).toBe(true);
    await makeLink(merchant, {}, product);
  });
});

describe('DELETE /api/products/<id>/', () => {
  it('204: archives, again without error; it can be read but not sold', async () => {
    const merchant = await signUp(app);
    const product = await makeProduct(merchant);
    must(204, await merchant.client.delete(`${path}${product.id}/`));
    must(204, await merchant.client.delete(`${path}${product.id}/`));
    expect(must(200, await merchant.client.get(`${path}${product.id}/`)).active).toBe(false);
    const reply = await merchant.client.post('/api/payment-links/', {
      name: 'Sale',
      products: [{ product_id: product.id, quantity: 1 }],
    });
    expect([reply.status, reply.body.code]).toEqual([400, 'unknown_product']);
  });
});

describe('another organization’s product', () => {
  const ways: [string, (client: Client, id: string) => Promise<{ status: number }>][] = [
    ['GET', (client, id) => client.get(`${path}${id}/`)],
    ['PATCH', (client, id) => client.patch(`${path}${id}/`, { name: 'Mine' })],
    ['DELETE', (client, id) => client.delete(`${path}${id}/`)],
  ];
  it.each(ways)('404: looks absent to %s, as does a malformed id, and stays as it is', async (_, ask) => {
    const [owner, stranger] = [await signUp(app), await signUp(app)];
    const product = await makeProduct(owner);
    expect((await ask(stranger.client, product.id)).status).toBe(404);
    expect((await ask(owner.client, 'prod_nonsense')).status).toBe(404);
    expect(must(200, await owner.client.get(`${path}${product.id}/`))).toEqual(product);
  });
});
