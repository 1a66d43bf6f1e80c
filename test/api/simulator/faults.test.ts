import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resolveAttemptsJob } from '#paying/checkouts/jobs.ts';
import { sendRefundsJob } from '#paying/refunds/jobs.ts';
import { sandboxNotificationJob } from '#paying/sandbox/jobs.ts';
import { parseId } from '#platform/kit/ids.ts';
import { verify } from '#reporting/verify/verify.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Client, Json } from '#test/support/client.ts';
import { answer, cancel, chargesOf, payToChallenge, query, stateOf, storyOf } from '#test/support/paying.ts';
import { cards, type Merchant, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';

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

afterEach(async () => {
  // What is still to be sent belongs to no other test.
  while ((await notifyAfter(3_700)) > 0);
});

const started = () => startOpen(app, link.id);
const setFaults = async (faults: Json) =>
  must(200, await merchant.client.put('/api/organization/simulator/', faults));

/** Notifications that the sandbox sends once this much time has passed; gives how many there were. */
async function notifyAfter(seconds: number): Promise<number> {
  app.clock.advance(seconds * 1_000);
  return sandboxNotificationJob.runDue(app.context);
}

/** Asks the sandbox about what is undecided once this much time has passed. */
async function askAfter(seconds: number): Promise<void> {
  app.clock.advance(seconds * 1_000);
  await resolveAttemptsJob.runDue(app.context);
}

/** What the sandbox's book says about the notifications of a checkout's payments. */
async function bookOf(checkout: Json): Promise<Json[]> {
  return query(
    app,
    `select p.status, p.notified_status, p.answer_lost,
        extract(epoch from p.notify_at - p.created_at)::float8 as notifies_after,
        extract(epoch from p.notify_again_at - p.notify_at)::float8 as again_after
      from sandbox_payments p join attempts a on a.organization_id = p.organization_id and a.id = p.idempotency_key
      where a.checkout_id = $1 order by a.number`,
    [parseId('chk', checkout.checkout_id)],
  );
}

describe('without faults', () => {
  it('a payment that is decided at once is told by its answer alone', async () => {
    await setFaults({});
    const checkout = await started();
    must(200, await pay(app, checkout.token));
    expect(await bookOf(checkout)).toEqual([
      {
        status: 'succeeded',
        notified_status: null,
        answer_lost: false,
        notifies_after: null,
        again_after: null,
      },
    ]);
    expect(await notifyAfter(10)).toBe(0);
  });
});

describe('notification_delay_seconds', () => {
  it('sends every notification so much later; what it tells is known by asking before', async () => {
    await setFaults({ notification_delay_seconds: 60 });
    const checkout = await started();
    must(202, await pay(app, checkout.token, cards.late));
    expect(await notifyAfter(64)).toBe(0);
    expect((await stateOf(app, checkout)).status).toBe('processing');
    await resolveAttemptsJob.runDue(app.context);
    expect((await stateOf(app, checkout)).status).toBe('paid');
    const story = await storyOf(app, checkout);
    expect(await notifyAfter(1)).toBe(1);
    expect(await storyOf(app, checkout)).toEqual(story);
  });

  it('holds for payments that were answered at once, too: they are notified of a second time', async () => {
    await setFaults({ notification_delay_seconds: 60 });
    const [paid, declined] = [await started(), await started()];
    must(200, await pay(app, paid.token));
    must(402, await pay(app, declined.token, cards.declined));
    must(200, await pay(app, declined.token));
    expect(await notifyAfter(59)).toBe(0);
    expect(await notifyAfter(1)).toBe(3);
    expect((await bookOf(declined)).map((payment) => payment.notified_status)).toEqual([
      'declined',
      'succeeded',
    ]);
    for (const checkout of [paid, declined]) {
      expect((await stateOf(app, checkout)).status).toBe('paid');
      expect(await chargesOf(app, checkout)).toBe(1);
    }
  });

  it('holds for a challenge that was approved', async () => {
    await setFaults({ notification_delay_seconds: 30 });
    const checkout = await started();
    await answer(app, await payToChallenge(app, checkout), 'approve');
    expect(await notifyAfter(30)).toBe(0);
    expect(await notifyAfter(1)).toBe(1);
    expect((await stateOf(app, checkout)).status).toBe('paid');
  });

  it('changes nothing for what was booked before it was set', async () => {
    const checkout = await started();
    must(202, await pay(app, checkout.token, cards.late));
    await setFaults({ notification_delay_seconds: 60 });
    expect(await notifyAfter(5)).toBe(1);
    expect((await stateOf(app, checkout)).status).toBe('paid');
  });
});

describe('notification_jitter_seconds', () => {
  it('makes notifications overtake each other, within its bounds', async () => {
    await setFaults({ notification_jitter_seconds: 3_600 });
    const checkouts = await Promise.all(Array.from({ length: 12 }, started));
    for (const checkout of checkouts) must(200, await pay(app, checkout.token));
    const after: number[] = [];
    for (const checkout of checkouts) after.push((await bookOf(checkout))[0].notifies_after);
    for (const seconds of after) expect(seconds).toBeGreaterThanOrEqual(0);
    for (const seconds of after) expect(seconds).toBeLessThan(3_600);
    expect(after).not.toEqual([...after].sort((left, right) => left - right));
    expect(await notifyAfter(3_600)).toBe(12);
  });
});

describe('duplicate_percent', () => {
  it('sends notifications twice, which changes nothing', async () => {
    await setFaults({ duplicate_percent: 100 });
    const checkout = await started();
    must(202, await pay(app, checkout.token, cards.late));
    expect(await notifyAfter(5)).toBe(1);
    expect((await stateOf(app, checkout)).status).toBe('paid');
    const story = await storyOf(app, checkout);
    expect(await notifyAfter(1)).toBe(1);
    expect(await notifyAfter(60)).toBe(0);
    expect(await storyOf(app, checkout)).toEqual(story);
    expect(await chargesOf(app, checkout)).toBe(1);
  });

  it('with jitter the second one comes at a time of its own', async () => {
    await setFaults({ duplicate_percent: 100, notification_jitter_seconds: 600 });
    const checkout = await started();
    await answer(app, await payToChallenge(app, checkout), 'approve');
    const [payment] = await bookOf(checkout);
    expect(payment.again_after).toBeGreaterThanOrEqual(1);
    expect(payment.again_after).toBeLessThan(602);
  });
});

describe('lost_percent', () => {
  it.each([
    ['a late success', cards.late],
    ['a success before the return', '4000000000000259'],
  ])('%s that nobody notifies of is found by asking', async (_, number) => {
    await setFaults({ lost_percent: 100 });
    const checkout = await started();
    must(202, await pay(app, checkout.token, number));
    expect(await notifyAfter(6)).toBe(0);
    expect((await stateOf(app, checkout)).status).toBe('processing');
    await askAfter(10);
    expect((await stateOf(app, checkout)).status).toBe('paid');
  });

  it.each([
    ['approve', 'paid'],
    ['refuse', 'open'],
    ['abandon', 'open'],
  ] as const)('a challenge (%s) whose buyer never returns is found by asking', async (outcome, status) => {
    await setFaults({ lost_percent: 100 });
    const checkout = await started();
    await answer(app, await payToChallenge(app, checkout), outcome);
    expect(await notifyAfter(60)).toBe(0);
    await askAfter(10);
    expect((await stateOf(app, checkout)).status).toBe(status);
  });
});

describe('lost_answer_percent', () => {
  it.each([
    ['a success', cards.pays, 'paid', 1],
    ['a decline', cards.declined, 'open', 0],
    ['a challenge', cards.challenge, 'processing', 0],
  ])('%s is booked, answered 202, and found by asking: one charge', async (_, number, status, charges) => {
    await setFaults({ lost_answer_percent: 100 });
    const checkout = await started();
    expect(await pay(app, checkout.token, number)).toMatchObject({
      status: 202,
      body: { status: 'processing', next_action: null },
    });
    expect((await pay(app, checkout.token)).body.code).toBe('payment_in_progress');
    expect((await bookOf(checkout))[0]).toMatchObject({ answer_lost: true, notifies_after: null });
    await askAfter(3);
    expect((await stateOf(app, checkout)).status).toBe(status);
    expect(await chargesOf(app, checkout)).toBe(charges);
  });

  it('is found by a notification when those have faults as well', async () => {
    await setFaults({ lost_answer_percent: 100, notification_delay_seconds: 1 });
    const checkout = await started();
    must(202, await pay(app, checkout.token));
    expect(await notifyAfter(1)).toBe(1);
    expect((await stateOf(app, checkout)).status).toBe('paid');
  });

  it('meets about so many, and the others not at all', async () => {
    await setFaults({ lost_answer_percent: 50 });
    const statuses: number[] = [];
    for (let index = 0; index < 40; index++) statuses.push((await pay(app, (await started()).token)).status);
    const lost = statuses.filter((status) => status === 202).length;
    expect(statuses.filter((status) => status === 200).length).toBe(40 - lost);
    // Fewer than one run in a hundred million lies outside of these bounds.
    expect(lost).toBeGreaterThan(2);
    expect(lost).toBeLessThan(38);
    await askAfter(3);
  });
});

async function refunder(): Promise<Client> {
  const { raw_key } = must(201, await merchant.client.post('/api/organization/api-keys/', {}));
  return app.client().withKey(raw_key);
}

async function paidTransaction(): Promise<string> {
  const checkout = await started();
  return must(200, await pay(app, checkout.token)).transaction_id;
}

async function sendRefundsAfter(seconds: number): Promise<void> {
  app.clock.advance(seconds * 1_000);
  await sendRefundsJob.runDue(app.context);
}

describe('refund_delay_seconds', () => {
  it('keeps a refund pending until its time, and gives the money back once', async () => {
    await setFaults({ refund_delay_seconds: 40 });
    const client = await refunder();
    const transaction = await paidTransaction();
    const refund = must(201, await client.post(`/api/transactions/${transaction}/refund/`, {}));
    expect(refund.status).toBe('pending');
    const statusOf = async () => must(200, await client.get(`/api/refunds/${refund.id}/`)).status;
    await sendRefundsAfter(16);
    expect(await statusOf()).toBe('pending');
    expect(must(200, await client.get(`/api/transactions/${transaction}/`)).status).toBe('refund_pending');
    await setFaults({ refund_failure_percent: 100 });
    await sendRefundsAfter(31);
    expect(await statusOf()).toBe('succeeded');
    expect(must(200, await client.get(`/api/transactions/${transaction}/`)).status).toBe('refunded');
    const book = await query(
      app,
      'select status, amount_minor::integer as amount from sandbox_refunds where id = $1',
      [parseId('RF', refund.id)],
    );
    expect(book).toEqual([{ status: 'succeeded', amount: 5_998 }]);
  });
});

describe('refund_failure_percent', () => {
  it('a refund that failed leaves the payment as it was, and another may be tried', async () => {
    await setFaults({ refund_failure_percent: 100 });
    const client = await refunder();
    const transaction = await paidTransaction();
    const failed = must(
      201,
      await client.post(`/api/transactions/${transaction}/refund/`, { amount: '10.00' }),
    );
    expect(failed.status).toBe('failed');
    expect(must(200, await client.get(`/api/transactions/${transaction}/`)).status).toBe('paid');
    await setFaults({});
    const second = must(201, await client.post(`/api/transactions/${transaction}/refund/`, {}));
    expect(second).toMatchObject({ status: 'succeeded', amount: '59.98' });
  });

  it('one that was delayed fails at its time', async () => {
    await setFaults({ refund_failure_percent: 100, refund_delay_seconds: 10 });
    const client = await refunder();
    const transaction = await paidTransaction();
    const refund = must(201, await client.post(`/api/transactions/${transaction}/refund/`, {}));
    expect(refund.status).toBe('pending');
    await sendRefundsAfter(16);
    expect(must(200, await client.get(`/api/refunds/${refund.id}/`)).status).toBe('failed');
    expect(must(200, await client.get(`/api/transactions/${transaction}/`)).status).toBe('paid');
  });

  it('one that is owed for money beside a success leaves the payment paid, and the books right', async () => {
    await setFaults({ refund_failure_percent: 100 });
    const checkout = await started();
    await payToChallenge(app, checkout);
    must(200, await pay(app, checkout.token));
    const { depositAttempts } = await stateOf(app, checkout);
    const older = { event: 'succeed', payment_id: depositAttempts[1].paymentId };
    must(200, await merchant.client.post(`/api/checkouts/${checkout.checkout_id}/simulate/`, older));
    await sendRefundsAfter(1);
    expect(await stateOf(app, checkout)).toMatchObject({ status: 'paid', transaction_status: 'paid' });
    expect(await refundsOf(checkout)).toEqual([{ reason: 'excess_charge', status: 'failed' }]);
  });

  it('one that is owed for money whose place is gone leaves what can be given back by hand', async () => {
    const limited = await makeLink(merchant, { max_uses: 1 });
    const checkout = await startOpen(app, limited.id);
    await payToChallenge(app, checkout);
    must(200, await cancel(app, checkout));
    must(200, await pay(app, (await startOpen(app, limited.id)).token));
    await setFaults({ refund_failure_percent: 100 });
    const path = `/api/checkouts/${checkout.checkout_id}/simulate/`;
    must(200, await merchant.client.post(path, { event: 'succeed' }));
    await sendRefundsAfter(1);
    expect(await refundsOf(checkout)).toEqual([{ reason: 'late_payment', status: 'failed' }]);
    const { transaction_id } = await stateOf(app, checkout);
    await setFaults({});
    const client = await refunder();
    const refund = must(201, await client.post(`/api/transactions/${transaction_id}/refund/`, {}));
    expect(refund).toMatchObject({ status: 'succeeded', amount: '59.98' });
    expect(must(200, await client.get(`/api/transactions/${transaction_id}/`)).status).toBe('refunded');
  });
});

async function refundsOf(checkout: Json): Promise<Json[]> {
  return query(app, 'select reason, status from refunds where checkout_id = $1 order by id', [
    parseId('chk', checkout.checkout_id),
  ]);
}
