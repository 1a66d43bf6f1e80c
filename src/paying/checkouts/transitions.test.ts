import { describe, expect, it } from 'vitest';
import { type AttemptStatus, attemptCanChange, nextDueAt, withAttemptStatus } from './attempt.ts';
import { attemptsLeft, type CheckoutStatus, canChange, shownStatus, withStatus } from './checkout.ts';
import { renewableFrom, renewedExpiry } from './renew-checkout.ts';
import { attempt, checkout, later, lifeMs, now, transaction } from './testing/states.ts';
import {
  derivePaidStatus,
  type TransactionStatus,
  transactionCanChange,
  wasPaid,
  withTransactionStatus,
} from './transaction.ts';

/** From → to, as the behaviour is promised; everything that is not listed is refused. */
const checkoutTable: Record<CheckoutStatus, CheckoutStatus[]> = {
  open: ['processing', 'canceled', 'expired', 'failed'],
  processing: ['open', 'paid', 'failed'],
  paid: [],
  failed: ['paid'],
  canceled: ['paid'],
  expired: ['paid'],
};
const attemptTable: Record<AttemptStatus, AttemptStatus[]> = {
  processing: ['requires_action', 'succeeded', 'requires_payment_method', 'canceled'],
  requires_action: ['processing', 'succeeded', 'requires_payment_method', 'canceled'],
  requires_payment_method: ['succeeded'],
  canceled: ['succeeded'],
  succeeded: [],
};
const transactionTable: Record<TransactionStatus, TransactionStatus[]> = {
  processing: ['paid', 'failed', 'canceled'],
  failed: ['paid'],
  canceled: ['paid'],
  paid: ['refund_pending', 'partially_refunded', 'refunded'],
  refund_pending: ['paid', 'partially_refunded', 'refunded'],
  partially_refunded: ['refund_pending', 'refunded'],
  refunded: [],
};

/** Every pair of two different words, with whether the table allows it. */
function pairs<T extends string>(table: Record<T, T[]>): [T, T, boolean][] {
  const words = Object.keys(table) as T[];
  return words.flatMap((from) =>
    words.flatMap((to): [T, T, boolean][] => (from === to ? [] : [[from, to, table[from].includes(to)]])),
  );
}

/** Whether the change went through; a refused one throws and so undoes its transaction. */
function goes(change: () => unknown): boolean {
  try {
    change();
    return true;
  } catch {
    return false;
  }
}

describe('a checkout', () => {
  it.each(pairs(checkoutTable))('%s → %s: %s', (from, to, allowed) => {
    expect(canChange(from, to)).toBe(allowed);
    expect(goes(() => withStatus(checkout({ status: from }), to))).toBe(allowed);
  });

  it('that stays what it is stays the same value', () => {
    const state = checkout({ status: 'paid' });
    expect(withStatus(state, 'paid')).toBe(state);
  });

  it('is shown expired by the clock, whether or not a job has said so', () => {
    expect(shownStatus(checkout(), later(lifeMs - 1))).toBe('open');
    expect(shownStatus(checkout(), later(lifeMs))).toBe('expired');
    expect(shownStatus(checkout({ status: 'processing' }), later(lifeMs))).toBe('processing');
  });

  it('has five attempts', () => {
    expect([0, 4, 5, 6].map((attemptCount) => attemptsLeft({ attemptCount }))).toEqual([5, 1, 0, 0]);
  });
});

describe('an attempt', () => {
  it.each(pairs(attemptTable))('%s → %s: %s', (from, to, allowed) => {
    expect(attemptCanChange(from, to)).toBe(allowed);
    expect(goes(() => withAttemptStatus(attempt(1, from), to))).toBe(allowed);
  });

  it('that stays undecided is asked about again, later and later, at least once an hour', () => {
    const waits = Array.from({ length: 12 }, (_, tries) => nextDueAt(now, tries).getTime() - now.getTime());
    expect(waits.slice(0, 3)).toEqual([2_000, 3_000, 5_000]);
    expect(waits).toEqual([...waits].sort((left, right) => left - right));
    expect(waits.at(-1)).toBe(3_600_000);
  });
});

describe('a transaction', () => {
  it.each(pairs(transactionTable))('%s → %s: %s', (from, to, allowed) => {
    expect(transactionCanChange(from, to)).toBe(allowed);
    expect(goes(() => withTransactionStatus(transaction({ status: from }), to))).toBe(allowed);
  });

  it('has taken money once it was paid, whatever was given back', () => {
    const words = Object.keys(transactionTable) as TransactionStatus[];
    expect(words.filter(wasPaid)).toEqual(['paid', 'refund_pending', 'partially_refunded', 'refunded']);
  });

  it.each([
    [true, 0n, 'refund_pending'],
    [true, 100n, 'refund_pending'],
    [false, 100n, 'refunded'],
    [false, 99n, 'partially_refunded'],
    [false, 0n, 'paid'],
  ] as const)('pending refunds: %s, given back: %s of 100 → %s', (hasPending, refundedMinor, status) => {
    expect(derivePaidStatus({ grossMinor: 100n, refundedMinor, hasPending })).toBe(status);
  });
});

describe('more time', () => {
  const seconds = lifeMs / 1000;
  const renewed = (ms: number, parts = {}) => renewedExpiry(checkout(parts), later(ms), seconds);

  it('is a whole life from now, never past twice the life after the start', () => {
    expect(renewed(60_000)).toEqual(later(lifeMs + 60_000));
    expect(renewed(lifeMs - 1)).toEqual(later(2 * lifeMs - 1));
    const once = { expiresAt: later(2 * lifeMs - 60_000) };
    expect(renewed(lifeMs, once)).toEqual(later(2 * lifeMs));
    expect(renewed(lifeMs, { expiresAt: later(2 * lifeMs) })).toBeUndefined();
  });

  it('is there to be had from when a minute would be gained, if ever', () => {
    const from = (parts = {}) => renewableFrom(checkout(parts), seconds);
    expect(from()).toEqual(later(60_000));
    expect(from({ expiresAt: later(lifeMs + 300_000) })).toEqual(later(360_000));
    const latest = 2 * lifeMs - 60_000;
    expect(from({ expiresAt: later(latest) })).toEqual(later(latest + 60_000 - lifeMs));
    expect(from({ expiresAt: later(latest + 1) })).toBeUndefined();
    expect(renewableFrom(checkout({ expiresAt: later(60_000) }), 60)).toBeUndefined();
    for (const status of ['processing', 'paid', 'failed', 'canceled', 'expired'] as const)
      expect(from({ status })).toBeUndefined();
    for (const ms of [59_999, 60_000, lifeMs - 1])
      expect(renewed(ms) !== undefined).toBe(later(ms) >= (from() ?? later(Number.POSITIVE_INFINITY)));
  });

  it('is not given for less than a minute, which the page could not tell, nor to what is not open', () => {
    expect(renewed(59_999)).toBeUndefined();
    expect(renewed(lifeMs)).toBeUndefined();
    for (const status of ['processing', 'paid', 'failed', 'canceled', 'expired'] as const)
      expect(renewed(60_000, { status })).toBeUndefined();
  });
});
