import { describe, expect, it } from 'vitest';
import type { Entry } from '#paying/ledger/ledger.ts';
import type { Change } from '../changes.ts';
import type { CheckoutState } from '../checkout.ts';
import { decideProviderResult } from '../decide-provider-result.ts';
import { answers, attempt, attempted, now, transaction, uuid } from '../testing/states.ts';
import { bookChange } from './book-change.ts';

const transferred = attempt(1, 'requires_action', { provider: 'bank', paymentMethod: 'bank_transfer' });
const waiting = attempted('processing', [], {
  attempts: [transferred],
  attemptCount: 1,
  currentAttemptId: transferred.id,
  mode: 'live',
});
const succeeded = { ...answers.succeeded, receivedMinor: 5_998n };

function booked(before: CheckoutState, change: Change): Entry[] {
  const refunds = change.refunds.map((refund, index) => ({
    ...refund,
    id: uuid(300 + index),
    requestedBy: null,
    isExcess: true,
    state: change.state,
  }));
  return [...bookChange(before, change.state, refunds, [], now).entries];
}

function balances(entries: readonly Entry[]): Record<string, bigint> {
  const sums: Record<string, bigint> = {};
  for (const { account, amountMinor } of entries.flatMap(({ postings }) => postings))
    sums[account] = (sums[account] ?? 0n) + amountMinor;
  return sums;
}

const told = (state: CheckoutState, payment: Parameters<typeof decideProviderResult>[3]) =>
  decideProviderResult(state, null, transferred.id, payment, now);

describe('money that came by transfer', () => {
  it('is taken from what statements showed, and is available at once also in live mode', () => {
    expect(balances(booked(waiting, told(waiting, succeeded)))).toEqual({
      deposits: -5_998n,
      fees: 210n,
      available: 5_788n,
    });
  });

  it('that is more than the price lies aside until it is given back', () => {
    const change = told(waiting, { ...succeeded, receivedMinor: 6_998n, extraMinor: 1_000n });
    expect(balances(booked(waiting, change))).toEqual({
      deposits: -6_998n,
      fees: 210n,
      available: 5_788n,
      refunds: 1_000n,
      excess: 0n,
    });
  });

  it('and is taken back is the merchant’s no more, until it is won back', () => {
    const paid = told(waiting, succeeded).state;
    const dispute = { status: 'lost', reason: 'AC04', dueBy: null, amountMinor: 998n } as const;
    const lost = told(paid, { ...succeeded, dispute });
    expect(balances(booked(paid, lost))).toEqual({ available: -998n, deposits: 998n });
    const more = told(lost.state, { ...succeeded, dispute: { ...dispute, amountMinor: 5_998n } });
    expect(balances(booked(lost.state, more))).toEqual({ available: -5_000n, deposits: 5_000n });
    const won = told(more.state, {
      ...succeeded,
      dispute: { ...dispute, amountMinor: 5_998n, status: 'won' },
    });
    expect(balances(booked(more.state, won))).toEqual({ available: 5_998n, deposits: -5_998n });
  });
});

it('a part that came too late for a payment by card lies aside in the accounts of its own way', () => {
  const late = attempt(1, 'canceled', { provider: 'bank', paymentMethod: 'bank_transfer' });
  const card = attempt(2, 'succeeded');
  const paid = attempted('paid', [], {
    attempts: [late, card],
    transaction: transaction({ status: 'paid', paidAttemptId: card.id }),
  });
  const change = told(paid, { ...answers.canceled, receivedMinor: 500n, extraMinor: 500n });
  expect(balances(booked(paid, change))).toEqual({ deposits: -500n, excess: 0n, refunds: 500n });
});
