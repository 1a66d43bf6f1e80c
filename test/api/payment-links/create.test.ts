import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { makeLink, makeProduct, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const path = '/api/payment-links/';
const line = (product: Json, quantity = 1) => ({ product_id: product.id, quantity });

async function catalog() {
  const merchant = await signUp(app);
  const print = await makeProduct(merchant, { tax_rate: '20' });
  const card = await makeProduct(merchant, { name: 'Card', prices: { USD: '1.01' }, tax_rate: null });
  return { merchant, print, card };
}

describe('POST /api/payment-links/', () => {
  it('201: copies every line, adds up, and says where buyers go', async () => {
    const { merchant, print, card } = await catalog();
    const link = await makeLink(merchant, { products: [line(print, 2), line(card)], metadata: { a: 'b' } });
    expect(link).toMatchObject({
      url: `${app.url}/pay/${link.id}`,
      name: 'Spring sale',
      currency: 'USD',
      pricing_mode: 'TAX_INCLUSIVE',
      products: [
        {
          product_id: print.id,
          name: 'Print',
          quantity: 2,
          unit_price: '29.99',
          tax_rate: '20.000',
          subtotal: '49.98',
          tax: '10.00',
          total: '59.98',
        },
        { product_id: card.id, tax_rate: '0.000', subtotal: '1.01', tax: '0.00', total: '1.01' },
      ],
      subtotal: '50.99',
      tax: '10.00',
      total: '60.99',
      totals: { USD: { subtotal: '50.99', tax: '10.00', total: '60.99' } },
      is_active: true,
      status: 'active',
      expires_at: null,
      max_uses: null,
      uses: 0,
      held: 0,
      remaining_uses: null,
      metadata: { a: 'b' },
      mode: 'sandbox',
      created_by: merchant.user.id,
      paid_count: 0,
      revenue: { USD: '0.00', EUR: '0.00' },
    });
    expect(link.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  it('201: takes the organization’s rate and pricing mode where none is given', async () => {
    const { merchant, card } = await catalog();
    must(
      200,
      await merchant.client.patch('/api/organization/', {
        pricing_mode: 'TAX_EXCLUSIVE',
        default_tax_rate: '19',
      }),
    );
    const link = await makeLink(merchant, { products: [line(card, 10)] });
    expect(link).toMatchObject({
      pricing_mode: 'TAX_EXCLUSIVE',
      subtotal: '10.10',
      tax: '1.92',
      total: '12.02',
    });
    const own = await makeLink(merchant, { products: [line(card, 10)], pricing_mode: 'TAX_INCLUSIVE' });
    expect(own).toMatchObject({ subtotal: '8.49', tax: '1.61', total: '10.10' });
  });

  it('201: merges a product that is named twice, and offers each currency that all lines are priced in', async () => {
    const { merchant, print } = await catalog();
    const link = await makeLink(merchant, { products: [line(print, 1), line(print, 2)] });
    expect(link.products).toHaveLength(1);
    expect(link.products[0].quantity).toBe(3);
    expect(link.totals).toMatchObject({ USD: { total: '89.97' }, EUR: { total: '82.50' } });
  });

  it('201: limits and expiry are kept', async () => {
    const { merchant } = await catalog();
    const link = await makeLink(merchant, { max_uses: 3, expires_at: '2090-01-31T14:00:00+02:00' });
    expect(link).toMatchObject({ max_uses: 3, remaining_uses: 3, expires_at: '2090-01-31T12:00:00.000Z' });
  });

  it('400: names every product that cannot be sold', async () => {
    const { merchant, print, card } = await catalog();
    const foreign = await makeProduct(await signUp(app));
    must(204, await merchant.client.delete(`/api/products/${print.id}/`));
    const products = [print, card, foreign, { id: 'prod_nonsense' }].map((product) => line(product));
    const reply = await merchant.client.post(path, { name: 'Sale', currency: 'EUR', products });
    expect([reply.status, reply.body.code]).toEqual([400, 'unknown_product']);
    expect(reply.body.errors.map((error: Json) => [error.field, error.code])).toEqual([
      ['products[0].product_id', 'unknown_product'],
      ['products[1].product_id', 'price_missing'],
      ['products[2].product_id', 'unknown_product'],
      ['products[3].product_id', 'unknown_product'],
    ]);
  });

  it.each([
    ['currency', 'unsupported_currency', { currency: 'GBP' }],
    ['expires_at', 'expires_in_past', { expires_at: '2020-01-01T00:00:00Z' }],
    ['expires_at', 'invalid_time', { expires_at: '2090-01-01T00:00:00' }],
    ['max_uses', 'invalid_value', { max_uses: 0 }],
    ['max_uses', 'invalid_value', { max_uses: 1_000_001 }],
    ['max_uses', 'invalid_type', { max_uses: '5' }],
    ['products', 'invalid_value', { products: [] }],
    ['name', 'required', { name: undefined }],
    ['uses', 'unknown_field', { uses: 3 }],
    ['metadata.a', 'invalid_type', { metadata: { a: 1 } }],
  ])('400: names %s with %s', async (field, code, overrides) => {
    const { merchant, print } = await catalog();
    const reply = await merchant.client.post(path, { name: 'Sale', products: [line(print)], ...overrides });
    expect(reply.status).toBe(400);
    expect(reply.body.errors).toContainEqual(expect.objectContaining({ field, code }));
    expect(must(200, await merchant.client.get(path)).results).toEqual([]);
  });

  it('400: a total outside the organization’s bounds, naming bound and total; the bounds themselves are fine', async () => {
    const { merchant, card } = await catalog();
    const organizationId = parseId('org', merchant.organization.id);
    await app.context.database.pool.query(
      'update organizations set min_payment_usd_minor = 202, max_payment_usd_minor = 303 where id = $1',
      [organizationId],
    );
    const post = (quantity: number) =>
      merchant.client.post(path, { name: 'Sale', products: [line(card, quantity)] });
    const [below, least, most, above] = await Promise.all([1, 2, 3, 4].map(post));
    expect([below?.status, below?.body.code]).toEqual([400, 'amount_below_minimum']);
    expect(below?.body.detail).toMatch(/1\.01 USD .*2\.02 USD/);
    expect([least?.status, most?.status]).toEqual([201, 201]);
    expect([above?.status, above?.body.code]).toEqual([400, 'amount_above_maximum']);
    expect(above?.body.detail).toMatch(/4\.04 USD .*3\.03 USD/);
  });

  it('409 live_mode_unavailable: while no live provider is connected', async () => {
    const { merchant, print } = await catalog();
    const reply = await merchant.client.post(path, { name: 'Sale', mode: 'live', products: [line(print)] });
    expect([reply.status, reply.body.code]).toEqual([409, 'live_mode_unavailable']);
  });

  it('401: an API key never manages links', async () => {
    const reply = await app.client().withKey('lt_sandbox_whatever').post(path, { name: 'Sale' });
    expect([reply.status, reply.body.code]).toEqual([401, 'dashboard_session_required']);
  });
});
