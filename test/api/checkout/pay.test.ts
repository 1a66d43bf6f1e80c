import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import {
  cancel,
  chargesOf,
  eventsOf,
  placesOf,
  query,
  startedCheckout,
  stateOf,
  storyOf,
  switchOff,
} from '#test/support/paying.ts';
import { card, cards, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const post = (checkout: Json, body: unknown) =>
  app.client().post(`/api/checkout/${checkout.token}/pay/`, body);

async function transactionOf(merchant: Json, checkout: Json): Promise<Json> {
  const { transaction_id } = await stateOf(app, checkout);
  return must(200, await merchant.client.get(`/api/transactions/${transaction_id}/`));
}

describe('POST /api/checkout/<token>/pay/ 200', () => {
  it.each([
    ['4242 4242 4242 4242', 'visa', '4242'],
    ['5555555555554444', 'mastercard', '4444'],
    ['4242-4242-4242-4242', 'visa', '4242'],
  ])(
    '%s pays: transaction, attempt, place, counters, receipt and two events in order',
    async (number, brand, last4) => {
      const { merchant, link, checkout } = await startedCheckout(app, { max_uses: 2 });
      const reply = await pay(app, checkout.token, number);
      expect(reply.status).toBe(200);
      expect(reply.body).toEqual({
        checkout_id: checkout.checkout_id,
        status: 'paid',
        transaction_id: expect.stringMatching(/^TX/),
        next_action: null,
        receipt_url: `${app.url}/checkout/${checkout.token}/receipt`,
      });
      expect(reply.headers.get('idempotent-replayed')).toBeNull();
      const transaction = await transactionOf(merchant, checkout);
      expect(transaction).toMatchObject({
        id: reply.body.transaction_id,
        status: 'paid',
        gross_amount: '59.98',
        payment_link_id: link.id,
        depositAttempts: [
          {
            status: 'succeeded',
            paymentId: expect.stringMatching(/^att_/),
            errorCode: null,
            errorMessage: null,
            paymentMethod: 'card',
            card: { brand, last4 },
          },
        ],
      });
      expect(await placesOf(app, link)).toEqual({ max_uses: 2, used: 1, held: 0 });
      const detail = must(200, await merchant.client.get(`/api/payment-links/${link.id}/`));
      expect(detail).toMatchObject({
        uses: 1,
        held: 0,
        paid_count: 1,
        revenue: { USD: '59.98', EUR: '0.00' },
      });
      expect(await storyOf(app, checkout)).toEqual(['1 processing [processing]', '2 paid [succeeded]']);
    },
  );

  it('takes the fee of the organization once: percent and fixed', async () => {
    const { merchant, checkout } = await startedCheckout(app);
    await query(app, `update organizations set fee_percent = 2900, fee_fixed_usd_minor = 30 where id = $1`, [
      parseId('org', merchant.organization.id),
    ]);
    must(200, await pay(app, checkout.token));
    expect(await transactionOf(merchant, checkout)).toMatchObject({
      gross_amount: '59.98',
      fee_amount: '2.04',
      net_amount: '57.94',
      amount: '57.94',
    });
    expect((await eventsOf(app, checkout)).at(-1)).toMatchObject({ amount: '57.94', gross_amount: '59.98' });
  });

  it('the event tells everything of the contract, and its body is fixed', async () => {
    const { link, checkout } = await startedCheckout(app, { metadata: { season: 'spring' } });
    const paid = must(200, await pay(app, checkout.token));
    const [, event] = await eventsOf(app, checkout);
    expect(event).toEqual({
      event: 'transaction.status_changed',
      event_id: expect.stringMatching(/^evt_/),
      sequence: 2,
      row_sequence: 2,
      transaction_id: paid.transaction_id,
      order_id: checkout.checkout_id,
      checkout_id: checkout.checkout_id,
      payment_link_id: link.id,
      amount: '59.98',
      gross_amount: '59.98',
      status: 'paid',
      currency: 'USD',
      payer_email: 'maja@example.com',
      depositAttempts: [expect.objectContaining({ status: 'succeeded' })],
      client_reference_id: null,
      metadata: { season: 'spring' },
      utm: {},
      mode: 'sandbox',
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
  });
});

describe('POST /api/checkout/<token>/pay/ 402', () => {
  it.each([
    ['4000000000000002', 'card_declined'],
    ['4000000000009995', 'insufficient_funds'],
    ['4000000000000069', 'expired_card'],
    ['4000000000000127', 'incorrect_cvc'],
    ['4000000000000119', 'processing_error'],
  ])('%s: %s, the checkout stays open with four attempts left and its place', async (number, code) => {
    const { link, checkout } = await startedCheckout(app, { max_uses: 1 });
    const reply = await pay(app, checkout.token, number);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply).toMatchObject({ status: 402, body: { code, status: 402, attempts_left: 4 } });
    expect(reply.body.detail).toContain('No money moved');
    const state = await stateOf(app, checkout);
    expect(state).toMatchObject({
      status: 'open',
      attempts_left: 4,
      transaction_status: 'processing',
      depositAttempts: [
        { status: 'requires_payment_method', errorCode: code, card: { last4: number.slice(-4) } },
      ],
    });
    expect(state.depositAttempts[0].errorMessage).toBe(reply.body.detail);
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
    expect(await chargesOf(app, checkout)).toBe(0);
    expect(await storyOf(app, checkout)).toEqual([
      '1 processing [processing]',
      '2 processing [requires_payment_method]',
    ]);
  });

  it('a decline and then another card: paid, both attempts in the snapshot, newest first', async () => {
    const { merchant, checkout } = await startedCheckout(app);
    await pay(app, checkout.token, cards.noFunds);
    must(200, await pay(app, checkout.token));
    expect(await transactionOf(merchant, checkout)).toMatchObject({
      status: 'paid',
      depositAttempts: [
        { status: 'succeeded', errorCode: null, card: { last4: '4242' } },
        { status: 'requires_payment_method', errorCode: 'insufficient_funds', card: { last4: '9995' } },
      ],
    });
    expect(await storyOf(app, checkout)).toEqual([
      '1 processing [processing]',
      '2 processing [requires_payment_method]',
      '3 processing [processing, requires_payment_method]',
      '4 paid [succeeded, requires_payment_method]',
    ]);
  });

  it('five declines: the transaction is failed, the place is free, 410 checkout_failed from then on', async () => {
    const { merchant, link, checkout } = await startedCheckout(app, { max_uses: 1 });
    for (const left of [4, 3, 2, 1, 0]) {
      const reply = await pay(app, checkout.token, cards.declined);
      expect(reply).toMatchObject({ status: 402, body: { attempts_left: left } });
    }
    expect(await pay(app, checkout.token)).toMatchObject({ status: 410, body: { code: 'checkout_failed' } });
    expect(await stateOf(app, checkout)).toMatchObject({ status: 'failed', attempts_left: 0 });
    const transaction = await transactionOf(merchant, checkout);
    expect(transaction.status).toBe('failed');
    expect(transaction.depositAttempts).toHaveLength(5);
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 0 });
    expect((await storyOf(app, checkout)).at(-1)).toBe(
      `10 failed [${Array(5).fill('requires_payment_method').join(', ')}]`,
    );
    expect(await chargesOf(app, checkout)).toBe(0);
  });
});
describe('POST /api/checkout/<token>/pay/ 400', () => {
  it.each([
    ['payment_method', {}, 'required'],
    [
      'payment_method.number',
      { payment_method: { ...card().payment_method, number: undefined } },
      'required',
    ],
    ['payment_method.cvc', { payment_method: { ...card().payment_method, cvc: '12' } }, 'invalid_value'],
    [
      'payment_method.exp_month',
      { payment_method: { ...card().payment_method, exp_month: 13 } },
      'invalid_value',
    ],
    [
      'payment_method.exp_month',
      { payment_method: { ...card().payment_method, exp_year: 2020 } },
      'invalid_value',
    ],
    [
      'payment_method.exp_year',
      { payment_method: { ...card().payment_method, exp_year: '2040' } },
      'invalid_type',
    ],
    ['payment_method.type', { payment_method: { ...card().payment_method, type: 'iban' } }, 'invalid_value'],
    ['payment_method.pin', { payment_method: { ...card().payment_method, pin: '1234' } }, 'unknown_field'],
    ['amount', { ...card(), amount: '1.00' }, 'unknown_field'],
  ])('%s of %j: %s; uses up no attempt', async (field, body, code) => {
    const { checkout } = await startedCheckout(app);
    const reply = await post(checkout, body);
    expect(reply.status).toBe(400);
    expect(reply.body.errors).toEqual([expect.objectContaining({ field, code })]);
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'open',
      attempts_left: 5,
      depositAttempts: [],
      transaction_id: null,
    });
  });

  it('a card that expires this month is still good', async () => {
    const { checkout } = await startedCheckout(app);
    const now = app.clock.now();
    const payment_method = {
      ...card().payment_method,
      exp_month: now.getUTCMonth() + 1,
      exp_year: now.getUTCFullYear(),
    };
    expect((await post(checkout, { payment_method })).status).toBe(200);
  });
});

describe('POST /api/checkout/<token>/pay/ refused', () => {
  it('404: a forged token, a token of another server key, and nonsense', async () => {
    const { checkout } = await startedCheckout(app);
    const stranger = await startApp({
      env: { SIGNING_KEY: `test:${Buffer.alloc(32, 5).toString('base64')}` },
    });
    const foreign = (await startedCheckout(stranger)).checkout;
    await stranger.stop();
    const forged = checkout.token.replace(/.$/, (last: string) => (last === 'A' ? 'B' : 'A'));
    for (const token of [forged, foreign.token, 'create', 'a.b.c', `${checkout.token}x`]) {
      const reply = await app.client().post(`/api/checkout/${token}/pay/`, card());
      expect(reply).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });

  it('409 checkout_already_paid with the receipt, and no second charge', async () => {
    const { checkout } = await startedCheckout(app);
    must(200, await pay(app, checkout.token));
    expect(await pay(app, checkout.token)).toMatchObject({
      status: 409,
      body: {
        code: 'checkout_already_paid',
        receipt_url: `${app.url}/checkout/${checkout.token}/receipt`,
      },
    });
    expect(await chargesOf(app, checkout)).toBe(1);
    expect(await storyOf(app, checkout)).toHaveLength(2);
  });

  it('409 payment_in_progress while a submitted payment is undecided, also after its time is over', async () => {
    const own = await startApp({ env: { JOBS: 'off' } });
    try {
      const { checkout } = await startedCheckout(own);
      must(202, await pay(own, checkout.token, cards.late));
      const reply = await pay(own, checkout.token);
      expect(reply).toMatchObject({ status: 409, body: { code: 'payment_in_progress' } });
      expect(reply.headers.get('retry-after')).toBe('2');
      own.clock.advance(3_600_000);
      const later = await pay(own, checkout.token);
      expect(later).toMatchObject({ status: 409, body: { code: 'payment_in_progress' } });
      expect(later.body.detail).not.toContain('No money moved');
    } finally {
      await own.stop();
    }
  });

  it('410 checkout_expired by the clock', async () => {
    const { checkout } = await startedCheckout(app);
    app.clock.advance(1_800_000);
    expect(await pay(app, checkout.token)).toMatchObject({ status: 410, body: { code: 'checkout_expired' } });
  });

  it('410 checkout_canceled once the buyer canceled', async () => {
    const { checkout } = await startedCheckout(app);
    must(200, await cancel(app, checkout));
    expect(await pay(app, checkout.token)).toMatchObject({
      status: 410,
      body: { code: 'checkout_canceled' },
    });
  });

  it('410 checkout_canceled at once when the link is switched off', async () => {
    const { merchant, link, checkout } = await startedCheckout(app);
    must(200, await switchOff(merchant, link));
    expect(await pay(app, checkout.token)).toMatchObject({
      status: 410,
      body: { code: 'checkout_canceled' },
    });
  });

  it('403 organization_suspended', async () => {
    const { merchant, checkout } = await startedCheckout(app);
    await query(app, `update organizations set status = 'suspended' where id = $1`, [
      parseId('org', merchant.organization.id),
    ]);
    expect(await pay(app, checkout.token)).toMatchObject({
      status: 403,
      body: { code: 'organization_suspended' },
    });
  });

  it('a payment of one checkout moves nothing of another of the same link', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 2 });
    const [first, second] = [await startOpen(app, link.id), await startOpen(app, link.id)];
    must(200, await pay(app, first.token));
    expect(await stateOf(app, second)).toMatchObject({
      status: 'open',
      transaction_id: null,
      has_place: true,
    });
  });
});
