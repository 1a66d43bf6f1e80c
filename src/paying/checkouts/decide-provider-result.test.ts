import { describe, expect, it } from 'vitest';
import type { ProviderPayment } from '#paying/providers/port.ts';
import type { AttemptStatus } from './attempt.ts';
import type { CheckoutState, CheckoutStatus, Places } from './checkout.ts';
import { decideProviderResult } from './decide-provider-result.ts';
import {
  answers,
  attempt,
  attempted,
  later,
  lifeMs,
  now,
  paidCheckout,
  places,
  transaction,
  uuid,
} from './testing/states.ts';

const first = uuid(101);
const second = uuid(102);

function settle(
  state: CheckoutState,
  payment: ProviderPayment,
  { id = state.currentAttemptId ?? '', at = now, counter = null as Places | null } = {},
) {
  return decideProviderResult(state, counter, id, payment, at);
}

const inFlight = (parts: Partial<CheckoutState> = {}) => attempted('processing', ['processing'], parts);

describe('success', () => {
  it('pays the checkout: fee once, transaction paid, its attempt named, counted', () => {
    const { state, counters, tells, refunds } = settle(inFlight(), answers.succeeded);
    expect(state).toMatchObject({
      status: 'paid',
      paidAt: now,
      closedAt: now,
      transaction: { status: 'paid', paidAttemptId: first, paidAt: now, feeMinor: 210n },
      attempts: [{ status: 'succeeded', providerReference: 'pay_1', dueAt: null }],
    });
    expect(counters).toEqual({ used: 0, held: 0, paid: 1, grossMinor: 5_998n });
    expect({ tells, refunds }).toEqual({ tells: true, refunds: [] });
  });

  it('turns a held place into a used one', () => {
    const { state, counters } = settle(inFlight({ hasPlace: true }), answers.succeeded, {
      counter: places(1, 0, 1),
    });
    expect(state).toMatchObject({ status: 'paid', hasPlace: false });
    expect(counters).toMatchObject({ used: 1, held: -1, paid: 1 });
  });

  it('of a book of our own that has changed since changes nothing', () => {
    const state = attempted('processing', ['processing']);
    const known = { ...state, attempts: state.attempts.map((each) => ({ ...each, bookVersion: 4 })) };
    expect(settle(known, { ...answers.succeeded, bookVersion: 3 }).state).toBe(known);
    expect(settle(known, { ...answers.succeeded, bookVersion: 4 }).state.status).toBe('paid');
  });

  it('told again changes nothing', () => {
    const paid = settle(inFlight(), answers.succeeded).state;
    const again = settle(paid, answers.succeeded);
    expect(again.state).toBe(paid);
    expect(again).toMatchObject({ tells: false, refunds: [], counters: { paid: 0 } });
  });

  it('of an attempt that nobody knows changes nothing', () => {
    const state = inFlight();
    expect(settle(state, answers.succeeded, { id: uuid(999) })).toMatchObject({ state, tells: false });
  });
});

describe('a decline', () => {
  it('opens the checkout again, keeps the transaction processing and the place held', () => {
    const { state, counters, tells } = settle(inFlight({ hasPlace: true }), answers.declined, {
      counter: places(1, 0, 1),
    });
    expect(state).toMatchObject({
      status: 'open',
      hasPlace: true,
      transaction: { status: 'processing' },
      attempts: [{ status: 'requires_payment_method', errorCode: 'card_declined' }],
    });
    expect(state.attempts[0]?.errorMessage).toContain('declined');
    expect(counters.held).toBe(0);
    expect(tells).toBe(true);
  });

  it('of the fifth attempt fails checkout and transaction and frees the place', () => {
    const fifth = attempted('processing', [
      ...Array<AttemptStatus>(4).fill('requires_payment_method'),
      'processing',
    ]);
    const { state, counters } = settle({ ...fifth, hasPlace: true }, answers.declined, {
      counter: places(1, 0, 1),
    });
    expect(state).toMatchObject({
      status: 'failed',
      hasPlace: false,
      closedAt: now,
      transaction: { status: 'failed' },
    });
    expect(counters.held).toBe(-1);
  });

  it('after the time is over fails them too', () => {
    const { state } = settle(inFlight({ hasPlace: true }), answers.declined, { at: later(lifeMs) });
    expect(state).toMatchObject({ status: 'failed', transaction: { status: 'failed' } });
  });

  it('told again changes nothing', () => {
    const declined = settle(inFlight(), answers.declined).state;
    expect(settle(declined, answers.declined)).toMatchObject({ state: declined, tells: false });
  });
});

describe('a challenge or a page of the provider', () => {
  it('sends the buyer there, and is told', () => {
    const { state, tells } = settle(inFlight(), answers.requiresAction);
    expect(state).toMatchObject({
      status: 'processing',
      attempts: [{ status: 'requires_action', redirectUrl: 'https://bank.example/challenge' }],
    });
    expect(tells).toBe(true);
  });

  it('told again is not told on, only asked about later and later', () => {
    const waiting = settle(inFlight(), answers.requiresAction).state;
    const { state, tells } = settle(waiting, answers.requiresAction);
    expect(tells).toBe(false);
    expect(state.attempts[0]).toMatchObject({ tries: 2, dueAt: later(5_000) });
  });

  it('that is submitted waits for the bank', () => {
    const waiting = attempted('processing', ['requires_action']);
    expect(settle(waiting, answers.processing).state.attempts[0]?.status).toBe('processing');
  });

  it.each([
    ['left by the buyer', answers.canceled, 'canceled'],
    ['refused', answers.declined, 'requires_payment_method'],
  ] as const)('%s opens the checkout again', (_, payment, status) => {
    const { state } = settle(attempted('processing', ['requires_action']), payment);
    expect(state).toMatchObject({ status: 'open', attempts: [{ status }] });
  });

  it('left when the link was closed meanwhile cancels the checkout and frees the place', () => {
    const waiting = attempted('processing', ['requires_action'], { hasPlace: true, linkClosed: true });
    const { state, counters, tells } = settle(waiting, answers.canceled, { counter: places(1, 0, 1) });
    expect(state).toMatchObject({
      status: 'canceled',
      hasPlace: false,
      closedAt: now,
      transaction: { status: 'canceled' },
    });
    expect(counters.held).toBe(-1);
    expect(tells).toBe(true);
  });

  it('left while closing the link can still be taken back only opens the checkout again', () => {
    const closing = { hasPlace: true, linkClosed: true, linkClosesAt: new Date(now.getTime() + 1) };
    const waiting = attempted('processing', ['requires_action'], closing);
    for (const payment of [answers.canceled, answers.declined])
      expect(settle(waiting, payment, { counter: places(1, 0, 1) })).toMatchObject({
        state: { status: 'open', hasPlace: true, cancelReason: null },
        counters: { held: 0 },
      });
    const over = { ...waiting, linkClosesAt: now };
    expect(settle(over, answers.canceled, { counter: places(1, 0, 1) }).state.status).toBe('canceled');
  });

  it('paid although the link was closed meanwhile: paid wins', () => {
    const waiting = attempted('processing', ['requires_action'], { hasPlace: true, linkClosed: true });
    const { state, refunds } = settle(waiting, answers.succeeded, { counter: places(1, 0, 1) });
    expect(state.status).toBe('paid');
    expect(refunds).toEqual([]);
  });
});

describe('late success', () => {
  const closedBy: [CheckoutStatus, 'failed' | 'canceled'][] = [
    ['failed', 'failed'],
    ['canceled', 'canceled'],
    ['expired', 'failed'],
  ];
  const late = (status: CheckoutStatus, transactionStatus: 'failed' | 'canceled') =>
    attempted(status, ['canceled'], {
      transaction: transaction({ status: transactionStatus }),
      closedAt: now,
    });

  it.each(closedBy)(
    'for a checkout that is %s takes a free place and is paid',
    (status, transactionStatus) => {
      const { state, counters, refunds } = settle(late(status, transactionStatus), answers.succeeded, {
        counter: places(3, 1, 1),
      });
      expect(state).toMatchObject({ status: 'paid', transaction: { status: 'paid', paidAttemptId: first } });
      expect(counters).toEqual({ used: 1, held: 0, paid: 1, grossMinor: 5_998n });
      expect(refunds).toEqual([]);
    },
  );

  it.each(closedBy)('for a checkout of an unlimited link that is %s is paid', (status, transactionStatus) => {
    expect(settle(late(status, transactionStatus), answers.succeeded).state.status).toBe('paid');
  });

  it.each(closedBy)(
    'for a checkout that is %s and whose place is gone is booked, given back, and counted nowhere',
    (status, transactionStatus) => {
      const { state, counters, tells, refunds } = settle(late(status, transactionStatus), answers.succeeded, {
        counter: places(3, 2, 1),
      });
      expect(state).toMatchObject({
        status,
        paidAt: null,
        transaction: { status: 'refund_pending', paidAttemptId: first, paidAt: now, feeMinor: 0n },
        attempts: [{ status: 'succeeded', isExcess: false }],
      });
      expect(counters).toEqual({ used: 0, held: 0, paid: 0, grossMinor: 0n });
      expect(refunds).toEqual([
        { attemptId: first, amountMinor: 5_998n, taxMinor: 1_000n, reason: 'late_payment' },
      ]);
      expect(tells).toBe(true);
    },
  );

  it('of an older attempt pays a checkout that is open again', () => {
    const open = attempted('open', ['requires_payment_method'], { hasPlace: true });
    const { state, counters } = settle(open, answers.succeeded, { id: first, counter: places(1, 0, 1) });
    expect(state).toMatchObject({ status: 'paid', attempts: [{ status: 'succeeded', errorCode: null }] });
    expect(counters).toMatchObject({ used: 1, held: -1 });
  });

  it('never takes more payments than a limit that was lowered under lapsed places', () => {
    const lapsed = attempted('open', ['requires_payment_method'], { hasPlace: true });
    const { state, counters, refunds } = settle(lapsed, answers.succeeded, { counter: places(1, 1, 1) });
    expect(refunds).toMatchObject([{ reason: 'late_payment' }]);
    expect(state).toMatchObject({ status: 'failed', hasPlace: false });
    expect(counters).toMatchObject({ used: 0, held: -1, paid: 0 });
  });
});

describe('a second success', () => {
  it('is booked beside the first with a refund of its own, and the transaction stays as it was', () => {
    const before = attempted('paid', ['canceled', 'succeeded'], {
      transaction: transaction({ status: 'paid', paidAttemptId: second, paidAt: now, feeMinor: 210n }),
    });
    const { state, counters, tells, refunds } = settle(before, answers.succeeded, { id: first });
    expect(state.transaction).toEqual(before.transaction);
    expect(state.attempts[0]).toMatchObject({ status: 'succeeded', isExcess: true });
    expect(refunds).toEqual([
      { attemptId: first, amountMinor: 5_998n, taxMinor: 1_000n, reason: 'excess_charge' },
    ]);
    expect(counters).toEqual({ used: 0, held: 0, paid: 0, grossMinor: 0n });
    expect(tells).toBe(true);
    expect(settle(state, answers.succeeded, { id: first })).toMatchObject({
      state,
      refunds: [],
      tells: false,
    });
  });

  it.each(['refund_pending', 'partially_refunded', 'refunded'] as const)(
    'is an excess charge also when the first is %s',
    (status) => {
      const before = attempted('paid', ['canceled', 'succeeded'], {
        transaction: transaction({ status, paidAttemptId: second }),
      });
      const { state, refunds } = settle(before, answers.succeeded, { id: first });
      expect(state.transaction?.status).toBe(status);
      expect(refunds).toMatchObject([{ reason: 'excess_charge' }]);
    },
  );

  it('of an attempt that was still open when an older one paid is an excess charge as well', () => {
    const racing = attempted('processing', ['requires_payment_method', 'requires_action']);
    const paid = settle(racing, answers.succeeded, { id: first }).state;
    expect(paid).toMatchObject({ status: 'paid', transaction: { paidAttemptId: first } });
    const { state, refunds } = settle(paid, answers.succeeded, { id: second });
    expect(state).toMatchObject({ status: 'paid', transaction: { paidAttemptId: first } });
    expect(refunds).toMatchObject([{ attemptId: second, reason: 'excess_charge' }]);
  });
});

describe('late failure: paid is final', () => {
  it.each(['declined', 'canceled', 'requiresAction', 'processing'] as const)(
    'a paid attempt that is told "%s" later stays paid',
    (name) => {
      const paid = paidCheckout();
      const after = settle(paid, answers[name]);
      expect(after.state).toBe(paid);
      expect(after.tells).toBe(false);
    },
  );

  it('of an older attempt leaves the current one and the checkout alone', () => {
    const state = attempted('processing', ['requires_payment_method', 'requires_action']);
    expect(settle(state, answers.declined, { id: first })).toMatchObject({ state, tells: false });
  });

  it('of an attempt that another overtook only completes the history of a paid checkout', () => {
    const paid = attempted('paid', ['succeeded', 'requires_action'], {
      transaction: transaction({ status: 'paid', paidAttemptId: first }),
    });
    const { state, counters } = settle(paid, answers.canceled);
    expect(state).toMatchObject({ status: 'paid', transaction: { status: 'paid' } });
    expect(state.attempts.map(({ status }) => status)).toEqual(['succeeded', 'canceled']);
    expect(counters.held).toBe(0);
  });
});

describe('what a provider tells beside the outcome', () => {
  it('its reference and the card are kept; a card that it does not name stays', () => {
    const state = inFlight({ attempts: [attempt(1, 'processing', { cardBrand: null, cardLast4: null })] });
    const known = settle(state, answers.succeeded).state.attempts[0];
    expect(known).toMatchObject({ providerReference: 'pay_1', cardBrand: 'visa', cardLast4: '4242' });
    expect(settle(inFlight(), answers.processing).state.attempts[0]).toMatchObject({ cardLast4: '4242' });
  });
});

describe('money beside the outcome', () => {
  const part = { ...answers.requiresAction, receivedMinor: 2_500n };

  it('a part that came is known, and nothing is decided or told by it', () => {
    const before = inFlight();
    const { state, refunds, tells } = settle(before, { ...answers.processing, receivedMinor: 2_500n });
    expect(state).toMatchObject({
      status: 'processing',
      attempts: [{ receivedMinor: 2_500n, excessMinor: 0n }],
    });
    expect({ refunds, tells }).toEqual({ refunds: [], tells: false });
    expect(settle(state, part).state.attempts[0]).toMatchObject({
      status: 'requires_action',
      receivedMinor: 2_500n,
    });
  });

  it('more than the price pays, and the rest is given back once, however often it is told', () => {
    const over = { ...answers.succeeded, receivedMinor: 6_998n, extraMinor: 1_000n };
    const paid = settle(inFlight(), over);
    expect(paid.state).toMatchObject({
      status: 'paid',
      attempts: [{ excessMinor: 1_000n, isExcess: false }],
    });
    expect(paid.refunds).toEqual([
      { attemptId: first, amountMinor: 1_000n, taxMinor: 0n, reason: 'excess_charge' },
    ]);
    expect(settle(paid.state, over)).toMatchObject({ refunds: [], tells: false });
    const more = settle(paid.state, { ...over, receivedMinor: 7_198n, extraMinor: 1_200n });
    expect(more.refunds).toMatchObject([{ amountMinor: 200n }]);
    expect(settle(more.state, over)).toMatchObject({ refunds: [], tells: false });
  });

  it('a part that came too late is given back, and pays nothing with what comes after it', () => {
    const canceled = attempted('expired', ['canceled'], { transaction: transaction({ status: 'failed' }) });
    const late = settle(canceled, { ...answers.canceled, receivedMinor: 2_500n, extraMinor: 2_500n });
    expect(late.state).toMatchObject({
      status: 'expired',
      attempts: [{ status: 'canceled', excessMinor: 2_500n }],
    });
    expect(late.refunds).toMatchObject([{ amountMinor: 2_500n, reason: 'excess_charge' }]);
    const rest = settle(late.state, { ...answers.succeeded, receivedMinor: 5_998n, extraMinor: 0n });
    expect(rest.state).toMatchObject({
      status: 'expired',
      attempts: [{ status: 'canceled', excessMinor: 5_998n }],
    });
    expect(rest.refunds).toMatchObject([{ amountMinor: 3_498n }]);
    const whole = settle(late.state, { ...answers.succeeded, receivedMinor: 8_498n, extraMinor: 2_500n });
    expect(whole.state).toMatchObject({
      status: 'paid',
      attempts: [{ status: 'succeeded', excessMinor: 2_500n }],
    });
    expect(whole.refunds).toEqual([]);
  });
});

describe('money that is taken back', () => {
  const taken = { status: 'lost', reason: 'MD06', dueBy: null, amountMinor: 5_998n } as const;

  it('marks the payment, is told once, and leaves it paid', () => {
    const lost = settle(paidCheckout(), { ...answers.succeeded, dispute: taken });
    expect(lost).toMatchObject({
      tells: true,
      state: { status: 'paid', transaction: { status: 'paid', dispute: taken } },
    });
    expect(settle(lost.state, { ...answers.succeeded, dispute: taken })).toMatchObject({
      tells: false,
      state: lost.state,
    });
  });

  it('is won back, and never before it was taken', () => {
    const won = { ...taken, status: 'won' as const };
    const paid = paidCheckout();
    expect(settle(paid, { ...answers.succeeded, dispute: won })).toMatchObject({ tells: false, state: paid });
    const lost = settle(paid, { ...answers.succeeded, dispute: taken }).state;
    expect(settle(lost, { ...answers.succeeded, dispute: won })).toMatchObject({
      tells: true,
      state: { transaction: { dispute: won } },
    });
  });

  it('of an attempt that did not pay marks nothing', () => {
    const paid = attempted('paid', ['canceled', 'succeeded'], {
      transaction: transaction({ status: 'paid', paidAttemptId: second }),
    });
    const after = settle(paid, { ...answers.canceled, dispute: taken }, { id: first });
    expect(after.state.transaction?.dispute).toBeNull();
  });
});
