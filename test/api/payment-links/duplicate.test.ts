import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copiedName } from '#selling/payment-links/duplicate-payment-link.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import {
  type Merchant,
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

const duplicate = (merchant: Merchant, link: Json) =>
  merchant.client.post(`/api/payment-links/${link.id}/duplicate/`);
const change = async (merchant: Merchant, product: Json, patch: Json) =>
  must(200, await merchant.client.patch(`/api/products/${product.id}/`, patch));

describe('POST /api/payment-links/<uuid>/duplicate/', () => {
  it('201: sells the same at today’s prices and rates, and keeps the rest but the history', async () => {
    const merchant = await signUp(app);
    const print = await makeProduct(merchant, { name: 'Print', prices: { EUR: '10.00' } });
    const book = await makeProduct(merchant, { name: 'Book', prices: { EUR: '20.00' } });
    const original = await makeLink(merchant, {
      name: 'Spring sale',
      currency: 'EUR',
      pricing_mode: 'TAX_EXCLUSIVE',
      max_uses: 3,
      metadata: { campaign: 'spring' },
      expires_at: '2090-01-31T12:00:00Z',
      products: [
        { product_id: print.id, quantity: 2 },
        { product_id: book.id, quantity: 1 },
      ],
    });
    must(200, await pay(app, (await startOpen(app, original.id)).token));
    await change(merchant, print, { name: 'Large print', prices: { EUR: '12.00' }, tax_rate: '19' });
    must(200, await merchant.client.patch(`/api/payment-links/${original.id}/`, { is_active: false }));
    const copy = must(201, await duplicate(merchant, original));
    expect(copy).toMatchObject({
      name: 'Copy of Spring sale',
      currency: 'EUR',
      pricing_mode: 'TAX_EXCLUSIVE',
      max_uses: 3,
      metadata: { campaign: 'spring' },
      expires_at: '2090-01-31T12:00:00.000Z',
      is_active: true,
      status: 'active',
      uses: 0,
      paid_count: 0,
      revenue: { EUR: '0.00' },
      products: [
        { product_id: print.id, name: 'Large print', quantity: 2, unit_price: '12.00', tax_rate: '19.000' },
        { product_id: book.id, name: 'Book', quantity: 1, unit_price: '20.00', tax_rate: '0.000' },
      ],
      subtotal: '44.00',
      tax: '4.56',
      total: '48.56',
    });
    expect(copy.id).not.toBe(original.id);
    expect(must(200, await app.client().get(`/api/payment-links/public/${copy.id}/`)).total).toBe('48.56');
    const kept = must(200, await merchant.client.get(`/api/payment-links/${original.id}/`));
    expect(kept).toMatchObject({ total: '40.00', uses: 1, status: 'inactive' });
  });

  it('201: leaves out an expiry that is past, and copies a deleted link', async () => {
    const merchant = await signUp(app);
    const soon = new Date(app.clock.now().getTime() + 60_000).toISOString();
    const original = await makeLink(merchant, { expires_at: soon });
    must(204, await merchant.client.delete(`/api/payment-links/${original.id}/`));
    app.clock.advance(61_000);
    const copy = must(201, await duplicate(merchant, original));
    expect(copy).toMatchObject({ expires_at: null, status: 'active' });
  });

  it('400: names each product that is archived or lost its price', async () => {
    const merchant = await signUp(app);
    const archived = await makeProduct(merchant, { name: 'Gone', prices: { USD: '5.00' } });
    const priceless = await makeProduct(merchant, { name: 'Euro only', prices: { USD: '5.00' } });
    const products = [archived, priceless].map(({ id }) => ({ product_id: id, quantity: 1 }));
    const original = await makeLink(merchant, { products });
    must(204, await merchant.client.delete(`/api/products/${archived.id}/`));
    await change(merchant, priceless, { prices: { EUR: '5.00' } });
    const { status, body } = await duplicate(merchant, original);
    expect([status, body.code]).toEqual([400, 'unknown_product']);
    expect(body.errors).toEqual([
      {
        field: 'products[0].product_id',
        code: 'unknown_product',
        message: expect.stringContaining('“Gone”'),
      },
      {
        field: 'products[1].product_id',
        code: 'price_missing',
        message: expect.stringContaining('“Euro only” has no price in USD'),
      },
    ]);
  });

  it('400 amount_above_maximum: when today’s total breaks the organization’s bounds', async () => {
    const merchant = await signUp(app);
    const product = await makeProduct(merchant, { prices: { USD: '5.00' } });
    const original = await makeLink(
      merchant,
      { products: [{ product_id: product.id, quantity: 1 }] },
      product,
    );
    await change(merchant, product, { prices: { USD: '10000.01' } });
    expect((await duplicate(merchant, original)).body.code).toBe('amount_above_maximum');
  });

  it('404: another organization’s link and a malformed id, and nothing is made', async () => {
    const [owner, stranger] = [await signUp(app), await signUp(app)];
    const link = await makeLink(owner);
    expect((await duplicate(stranger, link)).status).toBe(404);
    expect((await duplicate(owner, { id: 'nonsense' })).status).toBe(404);
    for (const merchant of [owner, stranger]) {
      const { results } = must(200, await merchant.client.get('/api/payment-links/'));
      expect(results).toHaveLength(merchant === owner ? 1 : 0);
    }
  });

  it('400 unknown_field: takes no body', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    const reply = await merchant.client.post(`/api/payment-links/${link.id}/duplicate/`, { name: 'Other' });
    expect([reply.status, reply.body.code]).toEqual([400, 'unknown_field']);
  });
});

describe('the name of a copy', () => {
  it.each([
    ['Spring sale', 'Copy of Spring sale'],
    ['x'.repeat(120), `Copy of ${'x'.repeat(112)}`],
    [`${'x'.repeat(111)} y`, `Copy of ${'x'.repeat(111)}`],
    ['🎈'.repeat(120), `Copy of ${'🎈'.repeat(112)}`],
  ])('%s', (name, copy) => {
    expect(copiedName(name)).toBe(copy);
  });
});
