import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveAttempt, resolveOnReturn } from '#paying/checkouts/resolve-attempt.ts';
import { type DueAttempt, findAttempt } from '#paying/checkouts/store.ts';
import type { ProviderPayment } from '#paying/providers/port.ts';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { type Bank, createBank } from '#test/support/bank.ts';
import type { Json } from '#test/support/client.ts';
import { cancel, placesOf, query, startedCheckout, stateOf, storyOf } from '#test/support/paying.ts';
import { makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

let bank: Bank;
let app: TestApp;
beforeAll(async () => {
  bank = createBank();
  app = await startApp({ providers: [bank.provider], env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const path = '/api/providers/sandbox/notifications/';
const succeeded = { reference: 'bank_1', status: 'succeeded' } as const;
const declined = { reference: 'bank_1', status: 'declined', errorCode: 'card_declined' } as const;

async function attemptsOf(checkout: Json): Promise<Json[]> {
  return query(app, 'select * from attempts where checkout_id = $1 order by number', [
    parseId('chk', checkout.checkout_id),
  ]);
}

async function notify(attempt: Json, payment: ProviderPayment) {
  const { body, headers } = bank.notification(attempt.organization_id, attempt.id, payment);
  return app.client().request('POST', path, body, headers);
}

/** A checkout whose buyer is at the bank's page. */
async function atTheBank(link: Record<string, unknown> = {}) {
  bank.behave({ decides: () => 'requires_action' });
  const started = await startedCheckout(app, link);
  must(202, await pay(app, started.checkout.token));
  const [attempt] = await attemptsOf(started.checkout);
  return { ...started, attempt };
}

async function refundsOf(checkout: Json): Promise<Json[]> {
  return query(
    app,
    `select r.reason, r.amount_minor::integer as amount, r.attempt_id from refunds r
      join transactions t on t.organization_id = r.organization_id and t.id = r.transaction_id
      where t.checkout_id = $1 order by r.created_at`,
    [parseId('chk', checkout.checkout_id)],
  );
}

describe('POST /api/providers/<provider>/notifications/', () => {
  it('200: a signed notification pays; the same again and again changes nothing', async () => {
    const { checkout, attempt } = await atTheBank();
    expect(must(200, await notify(attempt, succeeded))).toEqual({ received: 1 });
    for (let again = 0; again < 3; again++) must(200, await notify(attempt, succeeded));
    expect((await stateOf(app, checkout)).status).toBe('paid');
    expect(await storyOf(app, checkout)).toEqual([
      '1 processing [processing]',
      '2 processing [requires_action]',
      '3 paid [succeeded]',
    ]);
    expect(await refundsOf(checkout)).toEqual([]);
  });

  it('200: ten duplicates at once pay once', async () => {
    const { link, checkout, attempt } = await atTheBank({ max_uses: 1 });
    const replies = await Promise.all(Array.from({ length: 10 }, () => notify(attempt, succeeded)));
    expect(replies.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(await storyOf(app, checkout)).toHaveLength(3);
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
  });

  it('200: one about an attempt that nobody knows is ignored', async () => {
    const { attempt } = await atTheBank();
    must(200, await notify({ ...attempt, id: '01950000-0000-7000-8000-000000000001' }, succeeded));
    must(
      200,
      await notify({ ...attempt, organization_id: '01950000-0000-7000-8000-000000000001' }, succeeded),
    );
  });

  it('200: one provider never decides the attempts of another', async () => {
    const stranger = createBank('stranger');
    const both = await startApp({
      database: app.database,
      clock: app.clock,
      providers: [bank.provider, stranger.provider],
      env: { JOBS: 'off' },
    });
    try {
      const { checkout, attempt } = await atTheBank();
      const { body, headers } = stranger.notification(attempt.organization_id, attempt.id, succeeded);
      must(200, await both.client().request('POST', '/api/providers/stranger/notifications/', body, headers));
      expect((await stateOf(app, checkout)).status).toBe('processing');
    } finally {
      await both.stop();
    }
  });

  it('400 invalid_signature: a body that was not signed changes nothing', async () => {
    const { checkout, attempt } = await atTheBank();
    const { body, headers } = bank.notification(attempt.organization_id, attempt.id, succeeded);
    const forgeries: Record<string, string>[] = [
      { ...headers, 'x-bank-secret': 'guess' },
      { 'content-type': 'application/json' },
      {},
    ];
    for (const forged of forgeries)
      expect(await app.client().request('POST', path, body, forged)).toMatchObject({
        status: 400,
        body: { code: 'invalid_signature' },
      });
    expect(await app.client().post(path)).toMatchObject({ status: 400 });
    expect((await stateOf(app, checkout)).status).toBe('processing');
  });

  it('404: a provider that is not there', async () => {
    for (const name of ['nobody', 'sandbox%2F..', '__proto__'])
      expect(await app.client().post(`/api/providers/${name}/notifications/`, {})).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
  });

  it('405 for GET, and 413 for a body that is no notification any more', async () => {
    expect((await app.client().get(path)).headers.get('allow')).toBe('POST');
    expect(await app.client().request('POST', path, 'x'.repeat(300_000))).toMatchObject({
      status: 413,
      body: { code: 'payload_too_large' },
    });
  });

  it('the signature is checked over the bytes, whatever the media type says', async () => {
    for (const type of ['application/json', 'text/plain; charset=utf-8', 'application/octet-stream', 'x/y']) {
      const { checkout, attempt } = await atTheBank();
      const { body, headers } = bank.notification(attempt.organization_id, attempt.id, succeeded);
      must(200, await app.client().request('POST', path, body, { ...headers, 'content-type': type }));
      expect((await stateOf(app, checkout)).status).toBe('paid');
    }
  });
});

describe('late failure', () => {
  it('paid is final: a late "declined" or "canceled" of the paid attempt changes nothing', async () => {
    const { checkout, attempt } = await atTheBank();
    must(200, await notify(attempt, succeeded));
    for (const payment of [declined, { reference: 'bank_1', status: 'canceled' }] as const)
      must(200, await notify(attempt, payment));
    expect((await stateOf(app, checkout)).status).toBe('paid');
    expect(await storyOf(app, checkout)).toHaveLength(3);
  });

  it('of an older attempt changes nothing of the newer', async () => {
    const { checkout } = await atTheBank();
    must(202, await pay(app, checkout.token));
    const [older, newer] = await attemptsOf(checkout);
    must(200, await notify(older, declined));
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'processing',
      depositAttempts: [{ status: 'requires_action' }, { status: 'canceled' }],
    });
    must(200, await notify(newer, succeeded));
    expect((await stateOf(app, checkout)).status).toBe('paid');
  });
});

describe('late success', () => {
  it('for a canceled checkout of an unlimited link: paid', async () => {
    const { merchant, link, checkout, attempt } = await atTheBank();
    must(200, await cancel(app, checkout));
    must(200, await notify(attempt, succeeded));
    expect(await stateOf(app, checkout)).toMatchObject({ status: 'paid', transaction_status: 'paid' });
    expect(await refundsOf(checkout)).toEqual([]);
    const detail = must(200, await merchant.client.get(`/api/payment-links/${link.id}/`));
    expect(detail).toMatchObject({ uses: 1, paid_count: 1 });
  });

  it('for a canceled checkout whose place is still free takes it and is paid', async () => {
    const { link, checkout, attempt } = await atTheBank({ max_uses: 1 });
    must(200, await cancel(app, checkout));
    must(200, await notify(attempt, succeeded));
    expect((await stateOf(app, checkout)).status).toBe('paid');
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
  });

  it('for one whose place only a lapsed checkout holds takes it, with no job running', async () => {
    const { link, checkout, attempt } = await atTheBank({ max_uses: 1 });
    must(200, await cancel(app, checkout));
    await startOpen(app, link.id);
    app.clock.advance(1_806_000);
    must(200, await notify(attempt, succeeded));
    expect((await stateOf(app, checkout)).status).toBe('paid');
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
  });

  it('for one whose place is gone: booked and given back at once, told, no receipt, counted nowhere', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant, { max_uses: 1 });
    const checkout = await startOpen(app, link.id);
    bank.behave({ decides: () => 'requires_action' });
    must(202, await pay(app, checkout.token));
    must(200, await cancel(app, checkout));
    bank.behave({});
    const winner = await startOpen(app, link.id);
    must(200, await pay(app, winner.token));
    const [attempt] = await attemptsOf(checkout);
    must(200, await notify(attempt, succeeded));
    must(200, await notify(attempt, succeeded));
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'canceled',
      transaction_status: 'refund_pending',
      receipt_url: null,
    });
    expect(await refundsOf(checkout)).toEqual([
      { reason: 'late_payment', amount: 5_998, attempt_id: attempt?.id },
    ]);
    expect(await app.client().get(`/api/checkout/${checkout.token}/receipt/`)).toMatchObject({
      status: 409,
      body: { code: 'checkout_not_paid' },
    });
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
    const detail = must(200, await merchant.client.get(`/api/payment-links/${link.id}/`));
    expect(detail).toMatchObject({ uses: 1, paid_count: 1, revenue: { USD: '59.98' } });
    expect((await storyOf(app, checkout)).at(-1)).toBe('5 refund_pending [succeeded]');
  });
});

describe('a second success', () => {
  it('never changes the transaction: an excess charge with a refund of its own, once, shown and told', async () => {
    const { merchant, link, checkout, attempt } = await atTheBank({ max_uses: 2 });
    bank.behave({});
    must(200, await pay(app, checkout.token));
    const { transaction_id } = await stateOf(app, checkout);
    const read = async () => must(200, await merchant.client.get(`/api/transactions/${transaction_id}/`));
    const before = await read();
    for (let again = 0; again < 3; again++) must(200, await notify(attempt, succeeded));
    const after = await read();
    expect(after).toEqual({
      ...before,
      updated_at: after.updated_at,
      depositAttempts: [
        before.depositAttempts[0],
        { ...before.depositAttempts[1], status: 'succeeded', errorCode: null, errorMessage: null },
      ],
    });
    expect(await refundsOf(checkout)).toEqual([
      { reason: 'excess_charge', amount: 5_998, attempt_id: attempt?.id },
    ]);
    expect(await placesOf(app, link)).toEqual({ max_uses: 2, used: 1, held: 0 });
    expect((await storyOf(app, checkout)).at(-1)).toBe('6 paid [succeeded, succeeded]');
  });
});

describe('every order of events', () => {
  type Event = 'return' | 'notification' | 'duplicate' | 'late failure' | 'question after a crash';
  const events: Event[] = ['return', 'notification', 'duplicate', 'late failure', 'question after a crash'];

  function permutations<T>(list: readonly T[]): T[][] {
    if (list.length < 2) return [[...list]];
    return list.flatMap((each, index) =>
      permutations(list.filter((_, other) => other !== index)).map((rest) => [each, ...rest]),
    );
  }

  async function happen(event: Event, checkout: Json, attempt: Json): Promise<void> {
    if (event === 'return') return resolveOnReturn(app.context, checkout.token);
    if (event === 'late failure') return void must(200, await notify(attempt, declined));
    if (event === 'question after a crash') {
      const asked = await findAttempt(app.context.database.handle, attempt.organization_id, attempt.id);
      return void (await resolveAttempt(app.context, asked as DueAttempt));
    }
    must(200, await notify(attempt, succeeded));
  }

  /** A failure that is told before anything else opens the checkout again; the success still pays it. */
  async function requireOneCharge(order: readonly Event[], link: Json): Promise<void> {
    const checkout = await startOpen(app, link.id);
    must(202, await pay(app, checkout.token));
    const [attempt] = await attemptsOf(checkout);
    for (const event of order) await happen(event, checkout, attempt);
    const told = order.join(', ');
    expect((await stateOf(app, checkout)).status, told).toBe('paid');
    expect(await refundsOf(checkout), told).toEqual([]);
    expect(bank.asked.get(attempt?.id), told).toBe(1);
    const story = await storyOf(app, checkout);
    expect(story.map((line) => Number(line.split(' ')[0]))).toEqual(story.map((_, at) => at + 1));
    expect(
      story.filter((line) => line.includes('paid')),
      told,
    ).toHaveLength(1);
  }

  it('gives one charge and the same end, all 120 of them, when the answer to the charge was lost', async () => {
    const link = await makeLink(await signUp(app), { max_uses: 200 });
    bank.behave({
      afterBooking: () => {
        throw new Error('socket hang up');
      },
    });
    const orders = permutations(events);
    expect(orders).toHaveLength(120);
    for (let at = 0; at < orders.length; at += 20)
      await Promise.all(orders.slice(at, at + 20).map((order) => requireOneCharge(order, link)));
    expect(await placesOf(app, link)).toEqual({ max_uses: 200, used: 120, held: 0 });
  });
});
