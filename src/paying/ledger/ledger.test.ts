import { describe, expect, it } from 'vitest';
import {
  type Entry,
  excessEntry,
  paymentEntry,
  refundFailedEntry,
  refundRequestedEntry,
  refundSucceededEntry,
  reserveMinor,
  reserveReleaseEntry,
  settlementEntry,
} from './ledger.ts';

const about = { mode: 'sandbox', currency: 'EUR', transactionId: 'tx' } as const;
const refund = { ...about, refundId: 'rf', isExcess: false };
const excess = { ...refund, isExcess: true };

function balances(entries: readonly Entry[]): Record<string, bigint> {
  const sums: Record<string, bigint> = {};
  for (const { account, amountMinor } of entries.flatMap(({ postings }) => postings))
    sums[account] = (sums[account] ?? 0n) + amountMinor;
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0n));
}

const payment = { from: 'provider' as const, grossMinor: 10_000n, feeMinor: 330n, reserveMinor: 967n };

describe('the entries of a payment', () => {
  it('split it into fee, reserve and what is the merchant’s, at once or after settlement', () => {
    const split = { provider: -10_000n, fees: 330n, reserved: 967n };
    expect(balances([paymentEntry(about, { ...payment, isSettled: true })])).toEqual({
      ...split,
      available: 8_703n,
    });
    const pending = paymentEntry(about, { ...payment, isSettled: false });
    expect(balances([pending])).toEqual({ ...split, pending: 8_703n });
    expect(balances([pending, settlementEntry(about, 8_703n)])).toEqual({ ...split, available: 8_703n });
  });

  it('give the reserve to the merchant when its days are over', () => {
    const paid = paymentEntry(about, { ...payment, isSettled: true });
    const { available } = balances([paid, reserveReleaseEntry(about, 967n)]);
    expect(available).toBe(9_670n);
    expect(reserveMinor(9_670n, 10_000)).toBe(967n);
    expect(reserveMinor(5n, 10_000)).toBe(1n);
  });

  it('take a refund from the merchant while it is under way, and from the provider when it is done', () => {
    const paid = paymentEntry(about, { ...payment, isSettled: true });
    const asked = [paid, refundRequestedEntry(refund, 4_000n)];
    expect(balances(asked)).toMatchObject({ available: 4_703n, refunds: 4_000n });
    expect(balances([...asked, refundSucceededEntry(refund, 4_000n)])).toEqual({
      ...{ provider: -6_000n, fees: 330n, reserved: 967n, available: 4_703n },
    });
  });

  it('give a refund that failed back to where it came from', () => {
    const paid = paymentEntry(about, { ...payment, isSettled: true });
    const failed = [paid, refundRequestedEntry(refund, 4_000n), refundFailedEntry(refund, 4_000n)];
    expect(balances(failed)).toEqual(balances([paid]));
    const aside = excessEntry(about, 10_000n, 'provider');
    expect(balances([aside])).toEqual({ provider: -10_000n, excess: 10_000n });
    const again = [aside, refundRequestedEntry(excess, 10_000n), refundFailedEntry(excess, 10_000n)];
    expect(balances(again)).toEqual(balances([aside]));
    expect(
      balances([aside, refundRequestedEntry(excess, 10_000n), refundSucceededEntry(excess, 10_000n)]),
    ).toEqual({});
  });
});
