import type { BookedRefund, RefundResult } from '#paying/checkouts/changes.ts';
import type { CheckoutState } from '#paying/checkouts/checkout.ts';
import { wasPaid } from '#paying/checkouts/transaction.ts';
import {
  type Entry,
  excessEntry,
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
        grossMinor: after.totalMinor,
        feeMinor: transaction.feeMinor,
        reserveMinor: reserved,
        // The sandbox settles at once; live providers tell when they did.
        isSettled: after.mode === 'sandbox',
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
    if (attempt.isExcess && !earlier?.isExcess) entries.push(excessEntry(about, after.totalMinor));
  }
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

/** Nothing is held back of money that goes straight back. */
function heldBack(state: CheckoutState): bigint {
  if (state.status !== 'paid' || state.reserveTerms.days === 0) return 0n;
  const net = state.totalMinor - (state.transaction?.feeMinor ?? 0n);
  return reserveMinor(net, state.reserveTerms.percentThousandths);
}
