import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expireCheckoutsJob } from '#paying/checkouts/jobs.ts';
import { sendRefundsJob } from '#paying/refunds/jobs.ts';
import { sandboxNotificationJob } from '#paying/sandbox/jobs.ts';
import { parseId } from '#platform/kit/ids.ts';
import { verify } from '#reporting/verify/verify.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import {
  cancel,
  chargesOf,
  payToChallenge,
  placesOf,
  query,
  stateOf,
  storyOf,
} from '#test/support/paying.ts';
import {
  buyer,
  cards,
  type Merchant,
  makeLink,
  must,
  pay,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';

let app: TestApp;
let merchant: Merchant;
let link: Json;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(async () => {
  const { findings } = await verify(app.context);
  await app.stop();
  expect(findings).toEqual([]);
});
beforeEach(async () => {
  merchant = await signUp(app);
  link = await makeLink(merchant);
});

const fire = (checkout: Json, event: string, paymentId?: string) =>
  merchant.client.post(`/api/checkouts/${checkout.checkout_id}/simulate/`, {
    event,
    ...(paymentId ? { payment_id: paymentId } : {}),
  });

/** The public ids of a checkout's attempts, oldest first. */
async function attemptsOf(checkout: Json): Promise<string[]> {
  const { depositAttempts } = await stateOf(app, checkout);
  return depositAttempts.map((attempt: Json) => attempt.paymentId).reverse();
}

/** A checkout whose buyer is at the challenge. */
async function challenged(on: Json = link): Promise<Json> {
  const checkout = await startOpen(app, on.id);
  await payToChallenge(app, checkout);
  return checkout;
}

async function refundsOf(checkout: Json): Promise<Json[]> {
  await sendRefundsJob.runDue(app.context);
  return query(
    app,
    'select reason, status, amount_minor::integer as amount from refunds where checkout_id = $1 order by id',
    [parseId('chk', checkout.checkout_id)],
  );
}

describe('succeed', () => {
  it('200: pays a checkout whose buyer is at the challenge; the book agrees', async () => {
    const checkout = await challenged();
    const [attempt] = await attemptsOf(checkout);
    const fired = must(200, await fire(checkout, 'succeed'));
    expect(fired).toMatchObject({
      event: 'succeed',
      payment_id: attempt,
      notified: 'succeeded',
      checkout: { id: checkout.checkout_id, status: 'paid', depositAttempts: [{ status: 'succeeded' }] },
    });
    expect(await chargesOf(app, checkout)).toBe(1);
    expect(await storyOf(app, checkout)).toEqual([
      '1 processing [processing]',
      '2 processing [requires_action]',
      '3 paid [succeeded]',
    ]);
  });

  it('200: ends what checkout_pending left processing, paid', async () => {
    const checkout = await pendingCheckout();
    expect(must(200, await fire(checkout, 'succeed')).checkout.status).toBe('paid');
  });

  it('200: is late money for a canceled checkout: paid while there is a place', async () => {
    const checkout = await challenged();
    must(200, await cancel(app, checkout));
    expect(must(200, await fire(checkout, 'succeed')).checkout.status).toBe('paid');
    expect(await refundsOf(checkout)).toEqual([]);
  });

  it('200: is late money for an expired checkout whose place is gone: booked and given back', async () => {
    const limited = await makeLink(merchant, { max_uses: 1 });
    const checkout = await challenged(limited);
    must(200, await fire(checkout, 'expire'));
    app.clock.advance(1_900_000);
    await expireCheckoutsJob.runDue(app.context);
    const winner = await startOpen(app, limited.id);
    must(200, await pay(app, winner.token));
    expect(must(200, await fire(checkout, 'succeed')).checkout.status).toBe('expired');
    expect(await refundsOf(checkout)).toEqual([
      { reason: 'late_payment', status: 'succeeded', amount: 5_998 },
    ]);
    expect(await placesOf(app, limited)).toEqual({ max_uses: 1, used: 1, held: 0 });
    const refunded = await query(
      app,
      `select r.status from sandbox_refunds r join attempts a on a.id = r.payment_key where a.checkout_id = $1`,
      [parseId('chk', checkout.checkout_id)],
    );
    expect(refunded).toEqual([{ status: 'succeeded' }]);
  });

  it('200: of an older attempt of a paid checkout is an excess charge with a refund of its own', async () => {
    const checkout = await challenged();
    must(200, await pay(app, checkout.token));
    const [older = ''] = await attemptsOf(checkout);
    expect(must(200, await fire(checkout, 'succeed', older)).checkout).toMatchObject({
      status: 'paid',
      depositAttempts: [{ status: 'succeeded' }, { status: 'succeeded', paymentId: older }],
    });
    expect(await refundsOf(checkout)).toEqual([
      { reason: 'excess_charge', status: 'succeeded', amount: 5_998 },
    ]);
  });

  it('200: even a declined payment may turn out to have succeeded', async () => {
    const checkout = await startOpen(app, link.id);
    must(402, await pay(app, checkout.token, cards.declined));
    expect(must(200, await fire(checkout, 'succeed')).checkout.status).toBe('paid');
    expect(await chargesOf(app, checkout)).toBe(1);
  });

  it('replaces the notification that was still to come', async () => {
    const checkout = await startOpen(app, link.id);
    must(202, await pay(app, checkout.token, cards.late));
    must(200, await fire(checkout, 'succeed'));
    app.clock.advance(6_000);
    expect(await sandboxNotificationJob.runDue(app.context)).toBe(0);
  });

  it('ten at once: one is told, the others are refused, and one charge is booked', async () => {
    const checkout = await challenged();
    const replies = await Promise.all(Array.from({ length: 10 }, () => fire(checkout, 'succeed')));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)]);
    expect(await storyOf(app, checkout)).toHaveLength(3);
  });

  it('409 simulation_impossible: the payment has succeeded already', async () => {
    const checkout = await startOpen(app, link.id);
    must(200, await pay(app, checkout.token));
    await requireRefused(checkout, 'succeed', /repeat/);
  });

  it('409 simulation_impossible: a payment that never reached the sandbox has no amount', async () => {
    const checkout = await challenged();
    const [attempt = ''] = await attemptsOf(checkout);
    await query(
      app,
      `update sandbox_payments set scenario = 'barred', status = 'canceled' where idempotency_key = $1`,
      [parseId('att', attempt)],
    );
    await requireRefused(checkout, 'succeed', /never reached/);
  });
});

describe('fail', () => {
  it('200: opens a checkout again that waited', async () => {
    const checkout = await pendingCheckout();
    expect(must(200, await fire(checkout, 'fail'))).toMatchObject({
      notified: 'declined',
      checkout: { status: 'open', depositAttempts: [{ errorCode: 'card_declined' }] },
    });
    must(200, await pay(app, checkout.token));
    expect(await chargesOf(app, checkout)).toBe(1);
  });

  it('200: late, of an older attempt, changes nothing of the newer', async () => {
    const checkout = await challenged();
    await payToChallenge(app, checkout);
    const [older = ''] = await attemptsOf(checkout);
    const before = await stateOf(app, checkout);
    expect(must(200, await fire(checkout, 'fail', older)).notified).toBe('declined');
    expect(await stateOf(app, checkout)).toEqual(before);
  });

  it('200: of a payment that succeeded is told out of order: paid is final, and the book keeps the money', async () => {
    const checkout = await startOpen(app, link.id);
    must(200, await pay(app, checkout.token));
    const story = await storyOf(app, checkout);
    expect(must(200, await fire(checkout, 'fail')).checkout.status).toBe('paid');
    expect(await storyOf(app, checkout)).toEqual(story);
    expect(await chargesOf(app, checkout)).toBe(1);
    expect(must(200, await fire(checkout, 'repeat')).notified).toBe('declined');
  });
});

describe('expire', () => {
  it.each([
    ['at the challenge', () => challenged()],
    ['left processing', () => pendingCheckout()],
  ])('200: ends a payment %s without money', async (_, make) => {
    const checkout = await make();
    expect(must(200, await fire(checkout, 'expire'))).toMatchObject({
      notified: 'canceled',
      checkout: { status: 'open', depositAttempts: [{ status: 'canceled' }] },
    });
    expect(await chargesOf(app, checkout)).toBe(0);
    expect(must(200, await fire(checkout, 'succeed')).checkout.status).toBe('paid');
  });

  it.each([
    ['that succeeded', cards.pays],
    ['that was declined', cards.declined],
  ])('409 simulation_impossible: a payment %s is decided', async (_, number) => {
    const checkout = await startOpen(app, link.id);
    await pay(app, checkout.token, number);
    await requireRefused(checkout, 'expire', /decided/);
  });
});

describe('repeat', () => {
  it('200: sends what was last sent again, however often, and changes nothing', async () => {
    const checkout = await challenged();
    must(200, await fire(checkout, 'succeed'));
    const [before, story] = [await stateOf(app, checkout), await storyOf(app, checkout)];
    for (let times = 0; times < 3; times++)
      expect(must(200, await fire(checkout, 'repeat')).notified).toBe('succeeded');
    expect(await stateOf(app, checkout)).toEqual(before);
    expect(await storyOf(app, checkout)).toEqual(story);
  });

  it('200: of a payment that was only answered notifies of what was answered', async () => {
    const checkout = await startOpen(app, link.id);
    must(402, await pay(app, checkout.token, cards.noFunds));
    must(200, await pay(app, checkout.token));
    const [older = '', newer = ''] = await attemptsOf(checkout);
    expect(must(200, await fire(checkout, 'repeat', older))).toMatchObject({
      notified: 'declined',
      checkout: { depositAttempts: [{ paymentId: newer }, { errorCode: 'insufficient_funds' }] },
    });
    expect(must(200, await fire(checkout, 'repeat')).notified).toBe('succeeded');
    expect(await chargesOf(app, checkout)).toBe(1);
  });

  it('409 simulation_impossible: nothing was sent about a payment that is not decided', async () => {
    await requireRefused(await challenged(), 'repeat', /Nothing was sent/);
  });
});

describe('what is refused', () => {
  it.each([
    ['an event that is none', { event: 'explode' }, 'event'],
    ['no event', {}, 'event'],
    ['another field', { event: 'fail', amount: '1.00' }, 'amount'],
    ['an attempt that is none', { event: 'fail', payment_id: 'att_1' }, 'payment_id'],
    ['a payment_id of another type', { event: 'fail', payment_id: 5 }, 'payment_id'],
  ])('400: %s', async (_, body, field) => {
    const checkout = await challenged();
    const before = await stateOf(app, checkout);
    const reply = await merchant.client.post(`/api/checkouts/${checkout.checkout_id}/simulate/`, body);
    expect(reply.body).toMatchObject({ status: 400, errors: [{ field }] });
    expect(await stateOf(app, checkout)).toEqual(before);
  });

  it('400 invalid_value: an attempt of another checkout', async () => {
    const [checkout, other] = [await challenged(), await challenged()];
    const [foreign] = await attemptsOf(other);
    const reply = await fire(checkout, 'succeed', foreign);
    expect(reply.body).toMatchObject({
      status: 400,
      code: 'invalid_value',
      errors: [{ field: 'payment_id' }],
    });
    for (const each of [checkout, other]) expect((await stateOf(app, each)).status).toBe('processing');
  });

  it('404: the checkout of another organization', async () => {
    const checkout = await challenged();
    const stranger = await signUp(app);
    const path = `/api/checkouts/${checkout.checkout_id}/simulate/`;
    expect((await stranger.client.post(path, { event: 'succeed' })).body).toMatchObject({
      status: 404,
      code: 'not_found',
    });
    expect((await stateOf(app, checkout)).status).toBe('processing');
  });

  it('409 sandbox_only: a live checkout', async () => {
    const checkout = await challenged();
    await query(app, `update checkouts set mode = 'live' where id = $1`, [
      parseId('chk', checkout.checkout_id),
    ]);
    expect((await fire(checkout, 'succeed')).body).toMatchObject({ status: 409, code: 'sandbox_only' });
    expect(await chargesOf(app, checkout)).toBe(0);
    await query(app, `update checkouts set mode = 'sandbox' where id = $1`, [
      parseId('chk', checkout.checkout_id),
    ]);
  });

  it('409 simulation_impossible: no attempt was made yet', async () => {
    await requireRefused(await startOpen(app, link.id), 'succeed', /no payment attempt/);
  });

  it('409 simulation_impossible: the sandbox has not heard of the payment', async () => {
    const checkout = await challenged();
    const [attempt = ''] = await attemptsOf(checkout);
    await query(app, 'delete from sandbox_payments where idempotency_key = $1', [parseId('att', attempt)]);
    await requireRefused(checkout, 'succeed', /not heard/);
  });
});

describe('what is kept', () => {
  it('every event that was fired is in the audit log, and none that was refused', async () => {
    const checkout = await challenged();
    const [attempt] = await attemptsOf(checkout);
    must(409, await fire(checkout, 'repeat'));
    must(200, await fire(checkout, 'succeed'));
    const { results } = must(
      200,
      await merchant.client.get('/api/organization/audit-log/?action=simulator.fired'),
    );
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({
      actor: { id: merchant.user.id },
      target: { type: 'checkout', id: checkout.checkout_id },
      details: { event: 'succeed', payment_id: attempt, notified: 'succeeded' },
    });
  });

  it('what was booked is notified by the job when the server died before it could', async () => {
    const checkout = await challenged();
    const [attempt = ''] = await attemptsOf(checkout);
    // As the first of the two transactions leaves it.
    await query(
      app,
      `update sandbox_payments set status = 'succeeded', notify_at = created_at + interval '5 seconds' where idempotency_key = $1`,
      [parseId('att', attempt)],
    );
    app.clock.advance(6_000);
    await sandboxNotificationJob.runDue(app.context);
    expect((await stateOf(app, checkout)).status).toBe('paid');
  });
});

/** A checkout that `checkout_pending` left processing. */
async function pendingCheckout(): Promise<Json> {
  const { raw_key } = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
  const [line] = link.products;
  return must(
    201,
    await app
      .client()
      .withKey(raw_key)
      .post('/api/checkout/create/', {
        ...buyer,
        products: [{ id: line.product_id, quantity: 1 }],
        sandbox_simulate: 'checkout_pending',
      }),
  );
}

async function requireRefused(checkout: Json, event: string, detail: RegExp): Promise<void> {
  const before = await stateOf(app, checkout);
  const reply = await fire(checkout, event);
  expect(reply.body).toMatchObject({ status: 409, code: 'simulation_impossible' });
  expect(reply.body.detail).toMatch(detail);
  expect(await stateOf(app, checkout)).toEqual(before);
}
