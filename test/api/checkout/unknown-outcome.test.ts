import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveAttemptsJob } from '#paying/checkouts/jobs.ts';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { type Bank, createBank, createGate } from '#test/support/bank.ts';
import type { Json } from '#test/support/client.ts';
import {
  cancel,
  placesOf,
  query,
  startedCheckout,
  stateOf,
  storyOf,
  switchOff,
} from '#test/support/paying.ts';
import { eventually, must, pay, startOpen } from '#test/support/scenario.ts';

let bank: Bank;
/** Nothing resolves by itself here: each test says when the job runs. */
let app: TestApp;
beforeEach(async () => {
  bank = createBank();
  app = await startApp({ providers: [bank.provider], env: { JOBS: 'off' } });
});
afterEach(() => app.stop());

const lineCut = () => {
  throw new Error('socket hang up');
};

async function resolveDue(waitMs = 3_000): Promise<void> {
  app.clock.advance(waitMs);
  await resolveAttemptsJob.runDue(app.context);
}

async function attemptsOf(checkout: Json): Promise<Json[]> {
  return query(app, 'select * from attempts where checkout_id = $1 order by number', [
    parseId('chk', checkout.checkout_id),
  ]);
}

describe('one charge: a crash between charge and answer', () => {
  it('is answered 202, fences every other payment, and ends paid by asking, never by charging again', async () => {
    const { link, checkout } = await startedCheckout(app, { max_uses: 1 });
    bank.behave({ afterBooking: lineCut });
    expect(await pay(app, checkout.token)).toMatchObject({
      status: 202,
      body: { status: 'processing', next_action: null },
    });
    bank.behave({});
    expect((await pay(app, checkout.token)).body.code).toBe('payment_in_progress');
    expect((await cancel(app, checkout)).body.code).toBe('payment_in_progress');
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
    await resolveDue();
    expect((await stateOf(app, checkout)).status).toBe('paid');
    expect(bank.charged()).toHaveLength(1);
    expect([...bank.asked.values()]).toEqual([1]);
    expect(await storyOf(app, checkout)).toEqual(['1 processing [processing]', '2 paid [succeeded]']);
  });

  it('is due two and a half seconds later and resolved by the next server that starts; the answer that was lost changes nothing when it comes', async () => {
    const { link, checkout } = await startedCheckout(app, { max_uses: 1 });
    const gate = createGate();
    bank.behave({ afterBooking: () => gate.wait });
    const stuck = pay(app, checkout.token);
    await eventually(
      async () => bank.charged(),
      (charged) => charged.length === 1,
    );
    app.clock.advance(2_500);
    const other = await startApp({ database: app.database, clock: app.clock, providers: [bank.provider] });
    try {
      const paid = await eventually(
        () => stateOf(other, checkout),
        ({ status }) => status === 'paid',
      );
      gate.open();
      expect(must(200, await stuck).status).toBe('paid');
      expect(await stateOf(other, checkout)).toEqual(paid);
      expect(await storyOf(app, checkout)).toHaveLength(2);
      expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 1, held: 0 });
      expect(bank.charged()).toHaveLength(1);
    } finally {
      gate.open();
      await other.stop();
    }
  });

  it('after a decline is told as the decline that it was', async () => {
    const { checkout } = await startedCheckout(app);
    bank.behave({ decides: () => 'declined', afterBooking: lineCut });
    must(202, await pay(app, checkout.token));
    await resolveDue();
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'open',
      attempts_left: 4,
      depositAttempts: [{ errorCode: 'card_declined' }],
    });
  });

  it('before a challenge: the buyer is sent there after all', async () => {
    const { checkout } = await startedCheckout(app);
    bank.behave({ decides: () => 'requires_action', afterBooking: lineCut });
    must(202, await pay(app, checkout.token));
    await resolveDue();
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'processing',
      next_action: { url: 'https://bank.example/page' },
    });
  });

  it('answers a repeated idempotency key with the outcome once it is known', async () => {
    const { checkout } = await startedCheckout(app);
    const key = { 'idempotency-key': 'a-key-of-sixteen-or-more' };
    bank.behave({ afterBooking: lineCut });
    must(202, await pay(app, checkout.token, undefined, key));
    expect(await pay(app, checkout.token, undefined, key)).toMatchObject({
      status: 409,
      body: { code: 'idempotency_in_progress' },
    });
    await resolveDue();
    const replay = await pay(app, checkout.token, undefined, key);
    expect(replay).toMatchObject({ status: 200, body: { status: 'paid' } });
    expect(replay.headers.get('idempotent-replayed')).toBe('true');
    expect(bank.charged()).toHaveLength(1);
  });
});

describe('a payment that never reached the provider', () => {
  it('is declined with processing_error, and its attempt is barred there', async () => {
    const { link, checkout } = await startedCheckout(app, { max_uses: 1 });
    bank.behave({ beforeBooking: lineCut });
    must(202, await pay(app, checkout.token));
    bank.behave({});
    await resolveDue();
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'open',
      attempts_left: 4,
      depositAttempts: [{ status: 'requires_payment_method', errorCode: 'processing_error' }],
    });
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
    expect([...bank.book.values()]).toMatchObject([{ status: 'canceled' }]);
    expect(must(200, await pay(app, checkout.token)).status).toBe('paid');
    expect(bank.charged()).toHaveLength(1);
  });

  it('and arrives there late charges nothing: the buyer is told to try again', async () => {
    const { checkout } = await startedCheckout(app);
    const gate = createGate();
    bank.behave({ beforeBooking: () => gate.wait });
    const slow = pay(app, checkout.token);
    await eventually(
      async () => bank.asked.size,
      (size) => size === 1,
    );
    await resolveDue();
    gate.open();
    expect(await slow).toMatchObject({ status: 402, body: { code: 'processing_error', attempts_left: 4 } });
    expect(bank.charged()).toEqual([]);
    expect((await stateOf(app, checkout)).depositAttempts).toMatchObject([
      { status: 'requires_payment_method', errorCode: 'processing_error' },
    ]);
  });

  it('and whose end is told first by the late answer itself is a processing_error as well', async () => {
    const { checkout } = await startedCheckout(app);
    bank.behave({
      beforeBooking: () => {
        for (const attemptId of bank.asked.keys())
          bank.book.set(attemptId, { reference: 'bank', status: 'canceled' });
      },
    });
    expect(await pay(app, checkout.token)).toMatchObject({ status: 402, body: { code: 'processing_error' } });
    expect(await stateOf(app, checkout)).toMatchObject({
      status: 'open',
      depositAttempts: [{ status: 'requires_payment_method', errorCode: 'processing_error' }],
    });
  });
});

describe('a provider that does not answer', () => {
  it('leaves the payment undecided and is asked again, later and later', async () => {
    const { checkout } = await startedCheckout(app);
    bank.behave({ afterBooking: lineCut, beforeAnswer: lineCut });
    must(202, await pay(app, checkout.token));
    await resolveDue();
    expect((await stateOf(app, checkout)).status).toBe('processing');
    bank.behave({});
    await resolveDue(1_000);
    expect((await stateOf(app, checkout)).status).toBe('processing');
    await resolveDue(20_000);
    expect((await stateOf(app, checkout)).status).toBe('paid');
    expect(app.logLines.filter((line) => line.includes('will be tried again'))).toHaveLength(1);
  });

  it('for one payment holds up no other', async () => {
    const { link, checkout } = await startedCheckout(app);
    const second = await startOpen(app, link.id);
    bank.behave({ afterBooking: lineCut });
    must(202, await pay(app, checkout.token));
    must(202, await pay(app, second.token));
    let questions = 0;
    bank.behave({
      beforeAnswer: () => {
        questions += 1;
        if (questions === 1) lineCut();
      },
    });
    await resolveDue();
    const states = await Promise.all([stateOf(app, checkout), stateOf(app, second)]);
    expect(states.map(({ status }) => status).sort()).toEqual(['paid', 'processing']);
  });

  it('lets nobody cancel or pay again while the buyer is at its page: 409, and nothing is given up', async () => {
    const { link, checkout } = await startedCheckout(app, { max_uses: 1 });
    bank.behave({ decides: () => 'requires_action' });
    must(202, await pay(app, checkout.token));
    bank.behave({ beforeAnswer: lineCut });
    for (const reply of [await cancel(app, checkout), await pay(app, checkout.token)]) {
      expect(reply).toMatchObject({ status: 409, body: { code: 'payment_in_progress' } });
      expect(reply.headers.get('retry-after')).toBe('2');
    }
    expect((await stateOf(app, checkout)).status).toBe('processing');
    expect(await placesOf(app, link)).toEqual({ max_uses: 1, used: 0, held: 1 });
    bank.behave({});
    expect(must(200, await cancel(app, checkout)).status).toBe('canceled');
  });

  it('when a link is switched off: its other checkouts are canceled all the same', async () => {
    const { merchant, link, checkout } = await startedCheckout(app);
    const other = await startedCheckout(app);
    bank.behave({ decides: () => 'requires_action' });
    must(202, await pay(app, checkout.token));
    const opened = await Promise.all(Array.from({ length: 55 }, () => startOpen(app, link.id)));
    bank.behave({ beforeAnswer: lineCut });
    const jobs = await startApp({ database: app.database, clock: app.clock, providers: [bank.provider] });
    try {
      must(200, await switchOff(merchant, link));
      must(200, await switchOff(other.merchant, other.link));
      app.clock.advance(10_000);
      const isCanceled = ({ status }: Json) => status === 'canceled';
      for (const open of opened) await eventually(() => stateOf(app, open), isCanceled);
      await eventually(() => stateOf(app, other.checkout), isCanceled);
      expect((await stateOf(app, checkout)).status).toBe('processing');
      bank.behave({});
      app.clock.advance(31_000);
      await eventually(() => stateOf(app, checkout), isCanceled);
    } finally {
      await jobs.stop();
    }
  });
});

describe('a checkout that an older attempt paid while a newer waits for the buyer', () => {
  it('has the newer ended at the provider, so that nobody is charged twice', async () => {
    const { checkout } = await startedCheckout(app);
    bank.behave({ decides: () => 'declined' });
    expect((await pay(app, checkout.token)).status).toBe(402);
    bank.behave({ decides: () => 'requires_action' });
    must(202, await pay(app, checkout.token));
    const [older, newer] = await attemptsOf(checkout);
    const { body, headers } = bank.notification(older?.organization_id, older?.id, {
      reference: older?.provider_reference,
      status: 'succeeded',
    });
    must(200, await app.client().request('POST', '/api/providers/sandbox/notifications/', body, headers));
    expect((await stateOf(app, checkout)).status).toBe('paid');
    await resolveDue();
    expect(bank.book.get(newer?.id)).toMatchObject({ status: 'canceled' });
    expect((await stateOf(app, checkout)).depositAttempts).toMatchObject([
      { status: 'canceled' },
      { status: 'succeeded' },
    ]);
  });
});
