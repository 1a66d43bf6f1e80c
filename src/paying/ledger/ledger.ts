import type { Mode } from '#platform/contract/common.ts';
import { assert } from '#platform/kit/assert.ts';
import type { Currency } from '#platform/kit/money.ts';
import { divideRounded, wholeInThousandths } from '#platform/kit/tax.ts';

/**
 * Whose money it is. `provider` is what the payment provider holds for the merchant, so it runs negative; the others
 * say to whom it belongs. Every entry sums to zero (behaviour, section 4).
 */
export type Account =
  | 'provider'
  | 'available'
  | 'pending'
  | 'reserved'
  | 'fees'
  | 'refunds'
  | 'excess'
  /** Came by bank transfer under a reference, and is not a payment (yet). */
  | 'deposits';

/** Where the money of a payment comes from: the provider holds it, or transfers brought it before. */
export type MoneySource = Extract<Account, 'provider' | 'deposits'>;

export type EntryKind =
  | 'payment'
  | 'excess_charge'
  | 'excess_undone'
  | 'refund_requested'
  | 'refund_succeeded'
  | 'refund_failed'
  | 'settlement'
  | 'reserve_release'
  | 'correction'
  | 'deposit'
  | 'deposit_returned'
  | 'dispute'
  | 'dispute_won';

export type Posting = { readonly account: Account; readonly amountMinor: bigint };

export type Entry = {
  readonly kind: EntryKind;
  readonly mode: Mode;
  readonly currency: Currency;
  readonly transactionId: string | null;
  readonly refundId: string | null;
  /** What of a bank's statement it books, for deposits. */
  readonly bankMatchId: string | null;
  readonly postings: readonly Posting[];
};

type About = Pick<Entry, 'mode' | 'currency'> & { readonly transactionId: string };
type AboutRefund = About & { readonly refundId: string; readonly isExcess: boolean };

function entry(
  kind: EntryKind,
  about: About & { refundId?: string; bankMatchId?: string },
  postings: readonly Posting[],
): Entry {
  const moved = postings.filter((posting) => posting.amountMinor !== 0n);
  const sum = moved.reduce((total, posting) => total + posting.amountMinor, 0n);
  assert(sum === 0n, `The postings of a ledger entry sum to zero, not to ${sum}.`);
  return {
    kind,
    mode: about.mode,
    currency: about.currency,
    transactionId: about.transactionId,
    refundId: about.refundId ?? null,
    bankMatchId: about.bankMatchId ?? null,
    postings: moved,
  };
}

/** What is held back of a payment: a part of what the merchant gets, rounded half away from zero. */
export function reserveMinor(netMinor: bigint, percentThousandths: number): bigint {
  return divideRounded(netMinor * BigInt(percentThousandths), BigInt(wholeInThousandths));
}

/** A buyer paid: the fee is ours, a part is held back, the rest is the merchant's as soon as the provider settled. */
export function paymentEntry(
  about: About,
  payment: {
    from: MoneySource;
    grossMinor: bigint;
    feeMinor: bigint;
    reserveMinor: bigint;
    isSettled: boolean;
  },
): Entry {
  const { from, grossMinor, feeMinor, reserveMinor: reserved, isSettled } = payment;
  return entry('payment', about, [
    { account: from, amountMinor: -grossMinor },
    { account: 'fees', amountMinor: feeMinor },
    { account: 'reserved', amountMinor: reserved },
    { account: isSettled ? 'available' : 'pending', amountMinor: grossMinor - feeMinor - reserved },
  ]);
}

/** The provider paid out what was pending. */
export function settlementEntry(about: About, amountMinor: bigint): Entry {
  return entry('settlement', about, [
    { account: 'pending', amountMinor: -amountMinor },
    { account: 'available', amountMinor },
  ]);
}

/** Money for nothing sold: it lies aside until it is given back. */
export function excessEntry(about: About, grossMinor: bigint, from: MoneySource): Entry {
  return entry('excess_charge', about, [
    { account: from, amountMinor: -grossMinor },
    { account: 'excess', amountMinor: grossMinor },
  ]);
}

/** The same was no money of this payment. */
export function excessUndoneEntry(about: About, amountMinor: bigint, from: MoneySource): Entry {
  return entry('excess_undone', about, [
    { account: 'excess', amountMinor: -amountMinor },
    { account: from, amountMinor },
  ]);
}

/** Set aside for the buyer while the refund is under way. */
export function refundRequestedEntry(about: AboutRefund, amountMinor: bigint): Entry {
  return entry('refund_requested', about, [
    { account: about.isExcess ? 'excess' : 'available', amountMinor: -amountMinor },
    { account: 'refunds', amountMinor },
  ]);
}

export function refundSucceededEntry(about: AboutRefund, amountMinor: bigint): Entry {
  return entry('refund_succeeded', about, [
    { account: 'refunds', amountMinor: -amountMinor },
    { account: 'provider', amountMinor },
  ]);
}

/** The provider could not give it back: it is the merchant's again. */
export function refundFailedEntry(about: AboutRefund, amountMinor: bigint): Entry {
  return entry('refund_failed', about, [
    { account: 'refunds', amountMinor: -amountMinor },
    { account: about.isExcess ? 'excess' : 'available', amountMinor },
  ]);
}

export function reserveReleaseEntry(about: About, amountMinor: bigint): Entry {
  return entry('reserve_release', about, [
    { account: 'reserved', amountMinor: -amountMinor },
    { account: 'available', amountMinor },
  ]);
}

type AboutMatch = About & { readonly bankMatchId: string };

/** A statement shows money under a payment's reference. */
export function depositEntry(about: AboutMatch, amountMinor: bigint): Entry {
  return entry('deposit', about, [
    { account: 'provider', amountMinor: -amountMinor },
    { account: 'deposits', amountMinor },
  ]);
}

/** It went back to the payer's bank, or was no money of this payment. */
export function depositReturnedEntry(about: AboutMatch, amountMinor: bigint): Entry {
  return entry('deposit_returned', about, [
    { account: 'deposits', amountMinor: -amountMinor },
    { account: 'provider', amountMinor },
  ]);
}

/** Money of a payment was taken back: the merchant has it no more. */
export function disputeEntry(about: About, amountMinor: bigint, source: MoneySource): Entry {
  return entry('dispute', about, [
    { account: 'available', amountMinor: -amountMinor },
    { account: source, amountMinor },
  ]);
}

/** The same money is the merchant's again. */
export function disputeWonEntry(about: About, amountMinor: bigint, source: MoneySource): Entry {
  return entry('dispute_won', about, [
    { account: source, amountMinor: -amountMinor },
    { account: 'available', amountMinor },
  ]);
}
