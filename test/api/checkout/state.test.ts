import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { cancel, payToChallenge, query, startedCheckout, stateOf } from '#test/support/paying.ts';
import { cards, makeLink, makeProduct, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

describe('GET /api/checkout/<token>/', () => {
  it('200: seller, lines, totals, buyer and what may happen next', async () => {
    const merchant = await signUp(app);
    const product = await makeProduct(merchant, { tax_rate: '20' });
    const link = await makeLink(merchant, {}, product);
    const checkout = await startOpen(app, link.id, { billing_line1: 'Kai 1' });
    const state = await stateOf(app, checkout);
    expect(state).toEqual({
      checkout_id: checkout.checkout_id,
      order_id: checkout.checkout_id,
      status: 'open',
      mode: 'sandbox',
      payment_link_id: link.id,
      organization: expect.objectContaining({ name: 'Nordlicht', time_zone: 'UTC' }),
      products: [
        expect.objectContaining({ product_id: product.id, quantity: 2, unit_price: '29.99', total: '59.98' }),
      ],
      currency: 'USD',
      pricing_mode: 'TAX_INCLUSIVE',
      subtotal: '49.98',
      tax: '10.00',
      total: '59.98',
      amount: '59.98',
      conversion: null,
      billing: expect.objectContaining({
        first_name: 'Maja',
        line1: 'Kai 1',
        postal_code: '20359',
        phone: null,
      }),
      client_reference_id: null,
      has_place: false,
      expires_at: checkout.expires_at,
      renewable: false,
      attempts_left: 5,
      ways: [{ id: 'sandbox', provider: 'sandbox', label: 'Test card', kind: 'card_form' }],
      received_amount: null,
      depositAttempts: [],
      next_action: null,
      transaction_id: null,
      transaction_status: null,
      receipt_url: null,
      created_at: expect.stringMatching(/Z$/),
      paid_at: null,
      cancel_reason: null,
    });
    expect(JSON.stringify(state)).not.toContain('Spring sale');
  });

  it('200 with the status in every state', async () => {
    const started = async () => (await startedCheckout(app)).checkout as Json;
    const processing = await started();
    must(202, await pay(app, processing.token, cards.late));
    const paid = await started();
    must(200, await pay(app, paid.token));
    const canceled = await started();
    must(200, await cancel(app, canceled));
    const failed = await started();
    for (let attempt = 0; attempt < 5; attempt++) await pay(app, failed.token, cards.declined);
    const open = await started();
    expect((await stateOf(app, open)).status).toBe('open');
    expect((await stateOf(app, canceled)).cancel_reason).toBe('buyer');
    app.clock.advance(1_800_000);
    const shown = await Promise.all(
      [processing, paid, canceled, failed, open].map((each) => stateOf(app, each)),
    );
    expect(shown.map(({ status }) => status)).toEqual([
      'processing',
      'paid',
      'canceled',
      'failed',
      'expired',
    ]);
  });

  it('is read without changing anything, also when it shows what no job has written yet', async () => {
    const { checkout } = await startedCheckout(app, { max_uses: 1 });
    app.clock.advance(1_900_000);
    const rows = () => query(app, 'select * from checkouts order by id');
    const before = await rows();
    await stateOf(app, checkout);
    expect(await rows()).toEqual(before);
  });

  it('a paid one names its receipt, transaction and time', async () => {
    const { checkout } = await startedCheckout(app);
    const paid = must(200, await pay(app, checkout.token));
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'paid',
      transaction_id: paid.transaction_id,
      transaction_status: 'paid',
      receipt_url: paid.receipt_url,
      paid_at: expect.stringMatching(/Z$/),
      next_action: null,
    });
  });

  it('hides address and phone a day after the start, and keeps the rest readable', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    const checkout = await startOpen(app, link.id, { billing_phone: '+49 40 1', billing_city: 'Hamburg' });
    must(200, await pay(app, checkout.token));
    expect((await stateOf(app, checkout)).billing).toMatchObject({ phone: '+49 40 1', city: 'Hamburg' });
    app.clock.advance(24 * 3_600_000 + 1_000);
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'paid',
      total: '59.98',
      billing: { first_name: 'Maja', country: 'DE', phone: null, city: null, postal_code: null },
    });
    const { transaction_id } = await stateOf(app, checkout);
    const { email, password } = merchant;
    const session = must(200, await app.client().post('/api/auth/login/', { email, password }));
    const client = app.client().withToken(session.access_token);
    const own = must(200, await client.get(`/api/transactions/${transaction_id}/`));
    expect(own.billing).toMatchObject({ phone: '+49 40 1', city: 'Hamburg' });
  });

  it('sends a buyer who is in the middle of a challenge back to it', async () => {
    const { checkout } = await startedCheckout(app);
    const url = await payToChallenge(app, checkout);
    expect(await stateOf(app, checkout)).toMatchObject({ status: 'processing', next_action: { url } });
  });

  it('is not cached and answers without the final slash alike', async () => {
    const { checkout } = await startedCheckout(app);
    const reply = await app.client().get(`/api/checkout/${checkout.token}`);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(reply.body).toEqual(await stateOf(app, checkout));
  });

  it('404: forged and malformed tokens', async () => {
    const { checkout } = await startedCheckout(app);
    for (const token of ['x', `${checkout.token}.x`, checkout.token.slice(0, -1), '%00', 'a'.repeat(3_000)])
      expect(await app.client().get(`/api/checkout/${token}/`)).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
  });
});
