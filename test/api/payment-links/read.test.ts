import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Client, Json } from '#test/support/client.ts';
import {
  cards,
  eventually,
  makeLink,
  makeProduct,
  must,
  pay,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const path = '/api/payment-links/';
const inAnHour = () => new Date(app.clock.now().getTime() + 3_600_000).toISOString();

describe('GET /api/payment-links/', () => {
  it('200: filters by the status that each link derives, deleted ones only on request', async () => {
    const merchant = await signUp(app);
    const product = await makeProduct(merchant);
    const expired = await makeLink(
      merchant,
      { name: 'expired', expires_at: inAnHour(), max_uses: 1 },
      product,
    );
    const usedUp = await makeLink(merchant, { name: 'used_up', max_uses: 1 }, product);
    const inactive = await makeLink(merchant, { name: 'inactive', expires_at: inAnHour() }, product);
    const deleted = await makeLink(merchant, { name: 'deleted', max_uses: 5 }, product);
    await makeLink(merchant, { name: 'active', max_uses: 5 }, product);
    for (const link of [expired, usedUp]) await pay(app, (await startOpen(app, link.id)).token);
    for (const link of [inactive, deleted]) {
      must(200, await merchant.client.patch(`${path}${link.id}/`, { is_active: false }));
    }
    must(204, await merchant.client.delete(`${path}${deleted.id}/`));
    app.clock.advance(3_600_000);
    const listed = async (query: string) => must(200, await merchant.client.get(path + query)).results;
    for (const status of ['deleted', 'inactive', 'expired', 'used_up', 'active']) {
      const found = await listed(`?status=${status}`);
      expect(found.map((link: Json) => [link.name, link.status])).toEqual([[status, status]]);
    }
    const all = await listed('');
    expect(all.map((link: Json) => link.status)).toEqual(['active', 'inactive', 'used_up', 'expired']);
    expect(all[2]).toMatchObject({ uses: 1, paid_count: 1, revenue: { USD: '59.98', EUR: '0.00' } });
    expect(all[2].stats).toBeUndefined();
  });

  it('200: filters by name, currency, mode and time of creation', async () => {
    const merchant = await signUp(app);
    await makeLink(merchant, { name: 'Summer 100%' });
    const middle = await makeLink(merchant, { name: 'Autumn', currency: 'EUR' });
    const names = async (query: string) =>
      must(200, await merchant.client.get(path + query)).results.map((link: Json) => link.name);
    expect(await names('?q=sUMMer')).toEqual(['Summer 100%']);
    expect(await names('?q=100%25')).toEqual(['Summer 100%']);
    expect(await names('?q=')).toEqual(['Autumn', 'Summer 100%']);
    expect(await names('?currency=EUR')).toEqual(['Autumn']);
    expect(await names('?mode=live')).toEqual([]);
    const at = encodeURIComponent(middle.created_at);
    expect(await names(`?created_after=${at}`)).toEqual(['Autumn']);
    expect(await names(`?created_before=${at}`)).toEqual(['Summer 100%']);
  });

  it('200: neighbours keep the filters', async () => {
    const merchant = await signUp(app);
    const product = await makeProduct(merchant);
    for (const name of ['a1', 'b1', 'a2', 'b2', 'a3']) await makeLink(merchant, { name }, product);
    const first = must(200, await merchant.client.get(`${path}?q=a&limit=2`));
    const second = must(200, await merchant.client.get(first.next));
    expect([first, second].flatMap((page) => page.results.map((link: Json) => link.name))).toEqual([
      'a3',
      'a2',
      'a1',
    ]);
    expect(second.next).toBeNull();
  });

  it.each([
    ['invalid_time', 'created_after=2026-01-31T12:00:00'],
    ['unsupported_currency', 'currency=GBP'],
    ['invalid_limit', 'limit=0'],
    ['invalid_cursor', 'cursor=nonsense'],
    ['invalid_value', 'status=sold'],
    ['unknown_field', 'colour=red'],
  ])('400 %s: for ?%s', async (code, query) => {
    const { client } = await signUp(app);
    const reply = await client.get(`${path}?${query}`);
    expect([reply.status, reply.body.code]).toEqual([400, code]);
  });
});

describe('GET /api/payment-links/<uuid>/', () => {
  it('200: counts what was started, paid and held', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 5 });
    must(200, await pay(app, (await startOpen(app, link.id)).token));
    const declined = await startOpen(app, link.id);
    expect((await pay(app, declined.token, cards.declined)).status).toBe(402);
    const detail = must(200, await merchant.client.get(`${path}${link.id}/`));
    expect(detail).toMatchObject({
      uses: 1,
      held: 1,
      remaining_uses: 3,
      stats: {
        checkouts_started: 2,
        paid_count: 1,
        refunded_count: 0,
        revenue: { USD: '59.98', EUR: '0.00' },
        refunded: { USD: '0.00', EUR: '0.00' },
      },
    });
    expect(Date.parse(detail.stats.last_paid_at)).toBeGreaterThan(Date.parse(detail.created_at));
  });

  it('200: a held place comes back by the clock, five seconds after its checkout expired', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 2 });
    const checkout = await startOpen(app, link.id);
    const held = async () => must(200, await merchant.client.get(`${path}${link.id}/`)).held;
    app.clock.advance(checkout.expires_at * 1000 - app.clock.now().getTime() + 3_000);
    expect(await held()).toBe(1);
    app.clock.advance(4_000);
    expect(await held()).toBe(0);
  });
});

describe('another organization’s link', () => {
  const ways: [string, (client: Client, id: string) => Promise<{ status: number }>][] = [
    ['GET', (client, id) => client.get(`${path}${id}/`)],
    ['PATCH', (client, id) => client.patch(`${path}${id}/`, { is_active: false })],
    ['DELETE', (client, id) => client.delete(`${path}${id}/`)],
    ['POST restore', (client, id) => client.post(`${path}${id}/restore/`)],
  ];
  it.each(ways)('404: looks absent to %s, as does a malformed id, and stays as it is', async (_, ask) => {
    const [owner, stranger] = [await signUp(app), await signUp(app)];
    const link = await makeLink(owner);
    expect((await ask(stranger.client, link.id)).status).toBe(404);
    expect((await ask(owner.client, 'nonsense')).status).toBe(404);
    expect((await ask(owner.client, `${link.id}0`)).status).toBe(404);
    expect(must(200, await owner.client.get(`${path}${link.id}/`))).toMatchObject(link);
  });
});

describe('what became of a link', () => {
  it('200: tells who did what with it and what came by itself, newest first, and no payments', async () => {
    const merchant = await signUp(app, { name: 'Maja Berg' });
    const link = await makeLink(merchant, { name: 'Evening', max_uses: 1, expires_at: inAnHour() });
    const url = `${path}${link.id}/`;
    const change = async (body: Json) => must(200, await merchant.client.patch(url, body));
    await change({ is_active: false });
    await change({ is_active: true });
    await change({ name: 'Long evening', metadata: { room: '2' } });
    must(204, await merchant.client.delete(url));
    must(200, await merchant.client.post(`${url}restore/`));
    must(200, await pay(app, (await startOpen(app, link.id)).token));
    const told = async () =>
      must(200, await merchant.client.get(url)).timeline.map((entry: Json) => [
        entry.kind,
        entry.fields.join(),
        entry.by?.name ?? null,
      ]);
    await eventually(told, (entries) => entries[0][0] === 'used_up');
    await change({ max_uses: 2 });
    expect(await told()).toEqual([
      ['reopened', '', null],
      ['updated', 'max_uses', 'Maja Berg'],
      ['used_up', '', null],
      ['restored', '', 'Maja Berg'],
      ['deleted', '', 'Maja Berg'],
      ['updated', 'name,metadata', 'Maja Berg'],
      ['activated', '', 'Maja Berg'],
      ['deactivated', '', 'Maja Berg'],
      ['created', '', 'Maja Berg'],
    ]);
  });

  it('200: says in what the catalog differs by now', async () => {
    const merchant = await signUp(app);
    const product = await makeProduct(merchant, { name: 'Print', prices: { USD: '30.00' } });
    const link = await makeLink(merchant, {}, product);
    const changes = async () => must(200, await merchant.client.get(`${path}${link.id}/`)).catalog_changes;
    expect(await changes()).toEqual([]);
    must(200, await merchant.client.patch(`/api/products/${product.id}/`, { prices: { USD: '31.50' } }));
    expect(await changes()).toEqual([
      { product_id: product.id, name: 'Print', kind: 'unit_price', was: '30.00', now: '31.50' },
    ]);
    must(204, await merchant.client.delete(`/api/products/${product.id}/`));
    expect((await changes()).map(({ kind }: Json) => kind)).toEqual(['archived']);
  });
});
