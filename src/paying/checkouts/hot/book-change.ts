import type { Attempt } from '#paying/checkouts/attempt.ts';
import type { BookedRefund, RefundResult } from '#paying/checkouts/changes.ts';
import type { CheckoutState } from '#paying/checkouts/checkout.ts';
import { withheldMinor } from '#paying/checkouts/dispute.ts';
import { wasPaid } from '#paying/checkouts/transaction.ts';
import {
  disputeEntry,
  disputeWonEntry,
  type Entry,
  excessEntry,
  excessUndoneEntry,
  type MoneySource,
  paymentEntry,
  refundFailedEntry,
  refundRequestedEntry,
  refundSucceededEntry,
  reserveMinor,
} from '#paying/ledger/ledger.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { Currency } from '#platform/kit/money.ts';

/** A part of a payment that is held back for a while. */
export type Reserve = {
  readonly transactionId: string;
  readonly mode: Mode;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly releaseAt: Date;
};
export type Books = { readonly entries: readonly Entry[]; readonly reserves: readonly Reserve[] };

const dayMs = 86_400_000;

/** What a change of a checkout means in the books: read off from how it stood before and after. */
export function bookChange(
  before: CheckoutState,
  after: CheckoutState,
  newRefunds: readonly BookedRefund[],
  refundResults: readonly RefundResult[],
  now: Date,
): Books {
  const transaction = after.transaction;
  if (!transaction) return { entries: [], reserves: [] };
  const about = { mode: after.mode, currency: after.currency, transactionId: transaction.id };
  const entries: Entry[] = [];
  const reserves: Reserve[] = [];
  const wasPaidBefore = before.transaction !== null && wasPaid(before.transaction.status);
  if (!wasPaidBefore && wasPaid(transaction.status)) {
    const reserved = heldBack(after);
    entries.push(
      paymentEntry(about, {
        from: sourceOf(paidAttemptOf(after)),
        grossMinor: after.totalMinor,
        feeMinor: transaction.feeMinor,
        reserveMinor: reserved,
        // The sandbox settles at once, and what a statement shows is there; live providers tell when they did.
        isSettled: after.mode === 'sandbox' || sourceOf(paidAttemptOf(after)) === 'deposits',
      }),
    );
    if (reserved > 0n) {
      reserves.push({
        ...about,
        amountMinor: reserved,
        releaseAt: new Date(now.getTime() + after.reserveTerms.days * dayMs),
      });
    }
  }
  for (const attempt of after.attempts) {
    const earlier = before.attempts.find((candidate) => candidate.id === attempt.id);
    const source = sourceOf(attempt);
    if (attempt.isExcess && !earlier?.isExcess) entries.push(excessEntry(about, after.totalMinor, source));
    const extraMinor = attempt.excessMinor - (earlier?.excessMinor ?? 0n);
    if (extraMinor > 0n) entries.push(excessEntry(about, extraMinor, source));
    if (extraMinor < 0n) entries.push(excessUndoneEntry(about, -extraMinor, source));
  }
  entries.push(...disputeEntries(before, after));
  for (const refund of newRefunds) {
    entries.push(
      refundRequestedEntry({ ...about, refundId: refund.id, isExcess: refund.isExcess }, refund.amountMinor),
    );
  }
  for (const { refund, status } of refundResults) {
    const book = status === 'succeeded' ? refundSucceededEntry : refundFailedEntry;
    entries.push(book({ ...about, refundId: refund.id, isExcess: refund.isExcess }, refund.amountMinor));
  }
  return { entries, reserves };
}

function disputeEntries(before: CheckoutState, after: CheckoutState): Entry[] {
  const { transaction } = after;
  if (!transaction) return [];
  const about = { mode: after.mode, currency: after.currency, transactionId: transaction.id };
  const source = sourceOf(paidAttemptOf(after));
  const change = withheldMinor(transaction.dispute) - withheldMinor(before.transaction?.dispute ?? null);
  if (change === 0n) return [];
  return [change > 0n ? disputeEntry(about, change, source) : disputeWonEntry(about, -change, source)];
}

function paidAttemptOf({ attempts, transaction }: CheckoutState): Attempt | undefined {
  return attempts.find(({ id }) => id === transaction?.paidAttemptId);
}

/** Transfers were booked as deposits when a statement showed them. */
function sourceOf(attempt: Attempt | undefined): MoneySource {
  return attempt?.paymentMethod === 'bank_transfer' ? 'deposits' : 'provider';
}

/** Nothing is held back of money that goes straight back. */
function heldBack(state: CheckoutState): bigint {
  if (state.status !== 'paid' || state.reserveTerms.days === 0) return 0n;
  const net = state.totalMinor - (state.transaction?.feeMinor ?? 0n);
  return reserveMinor(net, state.reserveTerms.percentThousandths);
}
