import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import {
  answer,
  cancel,
  chargesOf,
  payToChallenge,
  placesOf,
  startedCheckout,
  stateOf,
  storyOf,
} from '#test/support/paying.ts';
import { cards, must, pay } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

describe('POST /api/checkout/<token>/cancel/ 200', () => {
  it('frees the place and leaves a canceled transaction without an attempt, told once', async () => {
    const { merchant, link, checkout } = await startedCheckout(app, { max_uses: 1 });
    const reply = await cancel(app, checkout);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      checkout_id: checkout.checkout_id,
      status: 'canceled',
      transaction_id: expect.stringMatching(/^TX/),
      next_action: null,
      receipt_url: null,
    });
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 0 });
    const transaction = must(
      200,
      await merchant.client.get(`/api/transactions/${reply.body.transaction_id}/`),
    );
    expect(transaction).toMatchObject({ status: 'canceled', depositAttempts: [], paid_at: null });
    expect(await storyOf(app, checkout)).toEqual(['1 canceled []']);
  });

  it('twice is once', async () => {
    const { link, checkout } = await startedCheckout(app, { max_uses: 1 });
    const first = must(200, await cancel(app, checkout));
    expect(must(200, await cancel(app, checkout))).toEqual(first);
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 0 });
    expect(await storyOf(app, checkout)).toHaveLength(1);
  });

  it('from ten tabs at once is once', async () => {
    const { link, checkout } = await startedCheckout(app, { max_uses: 1 });
    const replies = await Promise.all(Array.from({ length: 10 }, () => cancel(app, checkout)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 0 });
    expect(await storyOf(app, checkout)).toEqual(['1 canceled []']);
  });

  it('after declines keeps their history in the canceled transaction', async () => {
    const { checkout } = await startedCheckout(app);
    await pay(app, checkout.token, cards.declined);
    must(200, await cancel(app, checkout));
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'canceled',
      transaction_status: 'canceled',
      depositAttempts: [{ status: 'requires_payment_method' }],
    });
  });

  it('at a challenge: ended at the provider first, then canceled', async () => {
    const { link, checkout } = await startedCheckout(app, { max_uses: 1 });
    const url = await payToChallenge(app, checkout);
    expect(must(200, await cancel(app, checkout)).status).toBe('canceled');
    await answer(app, url, 'approve');
    expect(await chargesOf(app, checkout)).toBe(0);
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'canceled',
      depositAttempts: [{ status: 'canceled' }],
    });
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 0 });
  });
});

describe('POST /api/checkout/<token>/cancel/ refused', () => {
  it('at a challenge that was approved already: paid wins, 409 with the receipt', async () => {
    const { link, checkout } = await startedCheckout(app, { max_uses: 1 });
    await answer(app, await payToChallenge(app, checkout), 'approve');
    expect(await cancel(app, checkout)).toMatchObject({
      status: 409,
      body: {
        code: 'checkout_already_paid',
        receipt_url: `${app.url}/checkout/${checkout.token}/receipt`,
      },
    });
    expect((await stateOf(app, checkout)).status).toBe('paid');
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
  });

  it('409 payment_in_progress while a submitted payment is undecided: the place stays', async () => {
    const { link, checkout } = await startedCheckout(app, { max_uses: 1 });
    must(202, await pay(app, checkout.token, cards.late));
    const reply = await cancel(app, checkout);
    expect(reply).toMatchObject({ status: 409, body: { code: 'payment_in_progress' } });
    expect(reply.headers.get('retry-after')).toBe('2');
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
  });

  it('409 checkout_already_paid', async () => {
    const { checkout } = await startedCheckout(app);
    must(200, await pay(app, checkout.token));
    expect(await cancel(app, checkout)).toMatchObject({
      status: 409,
      body: { code: 'checkout_already_paid' },
    });
    expect((await stateOf(app, checkout)).status).toBe('paid');
  });

  it('410 checkout_failed', async () => {
    const { checkout } = await startedCheckout(app);
    for (let attempt = 0; attempt < 5; attempt++) await pay(app, checkout.token, cards.declined);
    expect(await cancel(app, checkout)).toMatchObject({ status: 410, body: { code: 'checkout_failed' } });
  });

  it('404: no such checkout', async () => {
    expect(await cancel(app, { token: 'a.b.c' })).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('400: takes no body', async () => {
    const { checkout } = await startedCheckout(app);
    const reply = await app.client().post(`/api/checkout/${checkout.token}/cancel/`, { reason: 'no' });
    expect(reply).toMatchObject({ status: 400, body: { code: 'unknown_field' } });
    expect((await stateOf(app, checkout)).status).toBe('open');
  });

  it('410 checkout_expired once the time is over', async () => {
    const { checkout } = await startedCheckout(app);
    app.clock.advance(1_800_000);
    expect(await cancel(app, checkout)).toMatchObject({ status: 410, body: { code: 'checkout_expired' } });
    expect(await storyOf(app, checkout)).toEqual([]);
  });
});
