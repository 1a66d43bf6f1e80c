import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { query, startedCheckout } from '#test/support/paying.ts';
import { cards, makeLink, makeProduct, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const pathOf = (id: string | number) => `/api/transactions/${id}/`;

describe('GET /api/transactions/<id or number>/', () => {
  it('200: everything of the contract, with the lines that were charged', async () => {
    const merchant = await signUp(app);
    await query(app, `update organizations set fee_percent = 2900, fee_fixed_usd_minor = 30 where id = $1`, [
      parseId('org', merchant.organization.id),
    ]);
    const product = await makeProduct(merchant, { tax_rate: '20' });
    const link = await makeLink(merchant, { metadata: { season: 'spring' } }, product);
    const checkout = await startOpen(app, link.id, {
      client_reference_id: 'cart-7',
      billing_phone: '+49 40 1',
    });
    await pay(app, checkout.token, cards.noFunds);
    const { transaction_id } = must(200, await pay(app, checkout.token));
    must(
      200,
      await merchant.client.patch(`/api/products/${product.id}/`, {
        name: 'Renamed',
        prices: { USD: '1.00' },
      }),
    );
    const reply = must(200, await merchant.client.get(pathOf(transaction_id)));
    expect(reply).toEqual({
      id: transaction_id,
      number: expect.any(Number),
      order_id: checkout.checkout_id,
      checkout_id: checkout.checkout_id,
      payment_link_id: link.id,
      amount: '57.94',
      gross_amount: '59.98',
      fee_amount: '2.04',
      net_amount: '57.94',
      tax_amount: '10.00',
      refunded_amount: '0.00',
      received_amount: null,
      dispute: null,
      currency: 'USD',
      status: 'paid',
      payer_email: 'maja@example.com',
      billing: expect.objectContaining({ first_name: 'Maja', phone: '+49 40 1', country: 'DE' }),
      products: [
        {
          id: product.id,
          name: 'Print',
          quantity: 2,
          unit_price: '29.99',
          tax_rate: '20.000',
          tax: '10.00',
          total: '59.98',
        },
      ],
      depositAttempts: [
        expect.objectContaining({ status: 'succeeded', card: { brand: 'visa', last4: '4242' } }),
        expect.objectContaining({ status: 'requires_payment_method', errorCode: 'insufficient_funds' }),
      ],
      metadata: { season: 'spring' },
      client_reference_id: 'cart-7',
      mode: 'sandbox',
      provider: 'sandbox',
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
      paid_at: expect.stringMatching(/Z$/),
    });
  });

  it('200 by its number, which is positive and its own', async () => {
    const { merchant, checkout } = await startedCheckout(app);
    const { transaction_id } = must(200, await pay(app, checkout.token));
    const byId = must(200, await merchant.client.get(pathOf(transaction_id)));
    expect(byId.number).toBeGreaterThan(0);
    expect(must(200, await merchant.client.get(pathOf(byId.number)))).toEqual(byId);
  });

  it('404: another organization’s looks like absence, by id and by number', async () => {
    const { checkout, merchant } = await startedCheckout(app);
    const { transaction_id } = must(200, await pay(app, checkout.token));
    const { number } = must(200, await merchant.client.get(pathOf(transaction_id)));
    const stranger = await signUp(app);
    for (const id of [transaction_id, number])
      expect(await stranger.client.get(pathOf(id))).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
  });

  it('404: malformed ids and numbers, whatever their size', async () => {
    const merchant = await signUp(app);
    const ids = [
      '0',
      '-1',
      '1.5',
      '01',
      '1e3',
      '9223372036854775807',
      '9'.repeat(30),
      'TX',
      'txabc',
      'nonsense',
      '%27',
    ];
    for (const id of ids)
      expect(await merchant.client.get(pathOf(id))).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
  });

  it('404 for an API key of the other mode', async () => {
    const { merchant, checkout } = await startedCheckout(app);
    const { transaction_id } = must(200, await pay(app, checkout.token));
    const key = must(201, await merchant.client.post('/api/organization/api-keys/', { mode: 'sandbox' }));
    const client = app.client().withKey(key.raw_key);
    must(200, await client.get(pathOf(transaction_id)));
    await query(app, `update transactions set mode = 'live' where id = $1`, [parseId('TX', transaction_id)]);
    await query(app, `update checkouts set mode = 'live' where id = $1`, [
      parseId('chk', checkout.checkout_id),
    ]);
    expect((await client.get(pathOf(transaction_id))).status).toBe(404);
  });

  it('401: without credentials', async () => {
    expect((await app.client().get(pathOf(1))).status).toBe(401);
  });
});
