import { describe, expect, it } from 'vitest';
import type { CheckoutState, CheckoutStatus, Places } from './checkout.ts';
import { decideBegin } from './decide-begin.ts';
import {
  attempt,
  attempted,
  cardForm,
  checkout,
  later,
  lifeMs,
  now,
  paidCheckout,
  places,
  transfer,
  uuid,
} from './testing/states.ts';

const input = {
  attemptId: uuid(200),
  transactionId: uuid(201),
  way: cardForm,
  timeToLiveSeconds: lifeMs / 1000,
};
const decide = (state: CheckoutState, counter: Places | null = null, at = now) =>
  decideBegin(state, counter, input, at);

function begun(state: CheckoutState, counter: Places | null = null, at = now) {
  const decision = decide(state, counter, at);
  if (decision.verdict !== 'begun') throw new Error(`Not begun: ${JSON.stringify(decision)}`);
  return decision.change;
}

function refusal(state: CheckoutState, counter: Places | null = null, at = now): string {
  const decision = decide(state, counter, at);
  return decision.verdict === 'refused' ? decision.reason : decision.verdict;
}

describe('a first attempt', () => {
  it('makes the transaction, puts the checkout into processing, and is told', () => {
    const { state, tells, counters, refunds } = begun(checkout());
    expect(state).toMatchObject({
      status: 'processing',
      attemptCount: 1,
      currentAttemptId: input.attemptId,
      transaction: { id: input.transactionId, status: 'processing', sequence: 0, paidAttemptId: null },
      attempts: [{ id: input.attemptId, number: 1, status: 'processing', provider: 'sandbox' }],
    });
    expect({ tells, counters, refunds }).toEqual({
      tells: true,
      counters: { used: 0, held: 0, paid: 0, grossMinor: 0n },
      refunds: [],
    });
  });

  it('keeps of a test card only brand and last digits, and asks the provider again in two seconds', () => {
    const card = { scenario: 'succeeds', brand: 'mastercard', last4: '4444' };
    const decision = decideBegin(checkout(), null, { ...input, card, idempotencyScope: 'ab' }, now);
    expect(decision).toMatchObject({
      change: {
        state: {
          attempts: [
            { cardBrand: 'mastercard', cardLast4: '4444', idempotencyScope: 'ab', dueAt: later(2_000) },
          ],
        },
      },
    });
  });
});

describe('a later attempt', () => {
  it('follows a decline: same transaction, next number, the history stays', () => {
    const state = attempted('open', ['requires_payment_method']);
    const next = begun(state).state;
    expect(next.transaction?.id).toBe(state.transaction?.id);
    expect(next.attempts.map(({ number, status }) => [number, status])).toEqual([
      [1, 'requires_payment_method'],
      [2, 'processing'],
    ]);
  });

  it('is the fifth at most', () => {
    const four = attempted('open', Array(4).fill('requires_payment_method'));
    expect(begun(four).state.attemptCount).toBe(5);
    expect(refusal(attempted('open', Array(5).fill('requires_payment_method')))).toBe('checkout_failed');
  });
});

describe('the fence against a second charge', () => {
  it('refuses while an attempt is submitted and undecided', () => {
    expect(refusal(attempted('processing', ['processing']))).toBe('payment_in_progress');
  });

  it.each([
    ['its time is over', {}, lifeMs + 1],
    ['its link is closed', { linkClosed: true }, 0],
    ['its seller is suspended', { organizationStatus: 'suspended' as const }, 0],
  ])('says "in progress", not "no money moved", while an attempt is undecided and %s', (_, parts, ms) => {
    expect(refusal(attempted('processing', ['processing'], parts), null, later(ms))).toBe(
      'payment_in_progress',
    );
  });

  it('ends an attempt that waits for the buyer at the provider first', () => {
    const state = attempted('processing', ['requires_action']);
    expect(decide(state)).toEqual({
      verdict: 'expire_first',
      attemptId: state.currentAttemptId,
      providerReference: null,
    });
  });

  it.each([
    ['its time is over', {}, lifeMs + 1],
    ['its link is closed', { linkClosed: true }, 0],
    ['its seller is suspended', { organizationStatus: 'suspended' as const }, 0],
  ])(
    'asks the provider before it says "no money moved" of a buyer at a challenge when %s',
    (_, parts, ms) => {
      const state = attempted('processing', ['requires_action'], parts);
      expect(refusal(state, null, later(ms))).toBe('expire_first');
    },
  );
});

describe('what cannot be paid', () => {
  it.each<[CheckoutStatus, string]>([
    ['canceled', 'checkout_canceled'],
    ['failed', 'checkout_failed'],
    ['expired', 'checkout_expired'],
  ])('a checkout that is %s: %s', (status, reason) => {
    expect(refusal(checkout({ status }))).toBe(reason);
  });

  it('a paid one, even when its time is over and its link closed: checkout_already_paid', () => {
    expect(refusal(paidCheckout({ linkClosed: true }), null, later(lifeMs * 2))).toBe(
      'checkout_already_paid',
    );
  });

  it('one whose time is over, to the millisecond', () => {
    begun(checkout(), null, later(lifeMs - 1));
    expect(refusal(checkout(), null, later(lifeMs))).toBe('checkout_expired');
  });

  it('one whose link is closed: checkout_canceled', () => {
    expect(refusal(checkout({ linkClosed: true }))).toBe('checkout_canceled');
  });

  it('one whose seller is suspended', () => {
    expect(refusal(checkout({ organizationStatus: 'suspended' }))).toBe('organization_suspended');
  });
});

describe('places', () => {
  it('a checkout that keeps one takes no second, even when the link is full', () => {
    const { state, counters } = begun(checkout({ hasPlace: true }), places(3, 2, 1));
    expect(state.hasPlace).toBe(true);
    expect(counters.held).toBe(0);
  });

  it('a checkout without one takes the last of a link that was limited meanwhile', () => {
    const { state, counters } = begun(checkout(), places(3, 1, 1));
    expect(state.hasPlace).toBe(true);
    expect(counters).toEqual({ used: 0, held: 1, paid: 0, grossMinor: 0n });
  });

  it('contention is never told as exhaustion: held places are "fully held", only paid ones "used up"', () => {
    expect(refusal(checkout(), places(3, 2, 1))).toBe('link_fully_held');
    expect(refusal(checkout(), places(3, 0, 3))).toBe('link_fully_held');
    expect(refusal(checkout(), places(3, 3, 0))).toBe('link_used_up');
  });

  it('an unlimited link has no places to take', () => {
    expect(begun(checkout()).state.hasPlace).toBe(false);
  });
});

describe('a bank transfer', () => {
  const dayMs = 86_400_000;
  const byTransfer = (
    state: CheckoutState,
    counter: Places | null = null,
    way: typeof input.way | object = transfer,
  ) => decideBegin(state, counter, { ...input, way: way as typeof transfer }, now);
  const waiting = attempted('processing', [], {
    attempts: [
      attempt(1, 'requires_action', {
        provider: 'bank',
        connectionId: transfer.connectionId,
        paymentMethod: 'bank_transfer',
      }),
    ],
    attemptCount: 1,
    currentAttemptId: uuid(101),
    expiresAt: later(5 * dayMs),
    hasPlace: true,
  });

  it('lives as many days as its seller waits for it, counted from the choice', () => {
    const decision = byTransfer(checkout({ hasPlace: true }), places(3, 0, 1));
    expect(decision).toMatchObject({
      verdict: 'begun',
      change: {
        state: {
          expiresAt: later(5 * dayMs),
          hasPlace: true,
          attempts: [
            { provider: 'bank', connectionId: transfer.connectionId, paymentMethod: 'bank_transfer' },
          ],
        },
        counters: { held: 0 },
      },
    });
  });

  it('gives its place to others meanwhile where the seller wants that, and takes none', () => {
    const way = { ...transfer, hold: { days: 5, keepsPlace: false } };
    expect(byTransfer(checkout({ hasPlace: true }), places(3, 0, 1), way)).toMatchObject({
      change: { state: { hasPlace: false }, counters: { held: -1 } },
    });
    expect(byTransfer(checkout(), places(3, 0, 3), way)).toMatchObject({
      change: { state: { hasPlace: false }, counters: { held: 0 } },
    });
    expect(byTransfer(checkout(), places(3, 3, 0), way)).toEqual({
      verdict: 'refused',
      reason: 'link_used_up',
    });
  });

  it('that is waited for is not begun again by who chooses it again', () => {
    expect(byTransfer(waiting)).toEqual({ verdict: 'waiting', attempt: waiting.attempts[0] });
  });

  it('of another connection, and any other way, ends the transfer that is waited for first', () => {
    const first = { verdict: 'expire_first', attemptId: uuid(101), providerReference: null };
    expect(byTransfer(waiting, null, { ...transfer, connectionId: uuid(71) })).toEqual(first);
    expect(decide(waiting)).toEqual(first);
  });

  it('that was given up leaves its checkout the usual time, never more', () => {
    const givenUp = {
      ...waiting,
      status: 'open' as const,
      attempts: [attempt(1, 'canceled', { paymentMethod: 'bank_transfer' })],
    };
    expect(begun(givenUp).state.expiresAt).toEqual(later(lifeMs));
    expect(begun({ ...givenUp, expiresAt: later(60_000) }).state.expiresAt).toEqual(later(60_000));
    const byCard = attempted('open', ['canceled'], { expiresAt: later(2 * lifeMs) });
    expect(begun(byCard).state.expiresAt).toEqual(later(2 * lifeMs));
  });
});
