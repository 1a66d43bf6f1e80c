import { type Change, change, noCounters, type RefundResult } from '#paying/checkouts/changes.ts';
import type { CheckoutState, TransactionState } from '#paying/checkouts/checkout.ts';
import { withheldMinor } from '#paying/checkouts/dispute.ts';
import { settleRefund } from '#paying/checkouts/settle-refund.ts';
import { wasPaid, withTransactionStatus } from '#paying/checkouts/transaction.ts';
import { refundTaxMinor } from '#platform/kit/tax.ts';

export type RefundInput = {
  readonly refundId: string;
  /** Left out: what remains. */
  readonly amountMinor: bigint | undefined;
  readonly reason: string | null;
  readonly requestedBy: string;
};

export type RefundDecision =
  | {
      readonly verdict: 'requested';
      readonly change: Change;
      readonly amountMinor: bigint;
      readonly taxMinor: bigint;
    }
  | { readonly verdict: 'not_paid' }
  | { readonly verdict: 'exceeds'; readonly remainingMinor: bigint };

/** What of a payment is neither given back nor about to be. */
export function remainingMinor(
  grossMinor: bigint,
  transaction: Pick<TransactionState, 'refundedMinor' | 'refundPendingMinor'>,
): bigint {
  return grossMinor - transaction.refundedMinor - transaction.refundPendingMinor;
}

/** What may still be given back: not what a dispute has taken, or withholds. */
export function refundableMinor(
  grossMinor: bigint,
  transaction: Pick<TransactionState, 'refundedMinor' | 'refundPendingMinor' | 'dispute'>,
): bigint {
  const rest = remainingMinor(grossMinor, transaction) - withheldMinor(transaction.dispute);
  return rest > 0n ? rest : 0n;
}

/** Decides whether so much may be given back; pending refunds reserve their amount. */
export function decideRefund(state: CheckoutState, input: RefundInput): RefundDecision {
  const { transaction } = state;
  if (!transaction || !wasPaid(transaction.status) || transaction.paidAttemptId === null)
    return { verdict: 'not_paid' };
  const remaining = remainingMinor(state.totalMinor, transaction);
  const refundable = refundableMinor(state.totalMinor, transaction);
  const amountMinor = input.amountMinor ?? refundable;
  if (amountMinor <= 0n || amountMinor > refundable)
    return { verdict: 'exceeds', remainingMinor: refundable };
  const taxMinor = refundTaxMinor({
    grossMinor: state.totalMinor,
    taxMinor: state.taxMinor,
    refundedBeforeMinor: state.totalMinor - remaining,
    taxRefundedBeforeMinor: transaction.refundedTaxMinor,
    refundMinor: amountMinor,
  });
  const next: CheckoutState = {
    ...state,
    transaction: {
      ...withTransactionStatus(transaction, 'refund_pending'),
      refundPendingMinor: transaction.refundPendingMinor + amountMinor,
      refundedTaxMinor: transaction.refundedTaxMinor + taxMinor,
    },
  };
  const refund = {
    id: input.refundId,
    attemptId: transaction.paidAttemptId,
    amountMinor,
    taxMinor,
    reason: input.reason,
    requestedBy: input.requestedBy,
  };
  return {
    verdict: 'requested',
    amountMinor,
    taxMinor,
    change: change(next, { tells: true, refunds: [refund] }),
  };
}

/** What the provider's word about a refund changes; the same word twice changes nothing. */
export function decideRefundResult(
  state: CheckoutState,
  refundId: string,
  result: Pick<RefundResult, 'status' | 'providerReference' | 'errorMessage'>,
): Change {
  const refund = state.pendingRefunds.find((candidate) => candidate.id === refundId);
  if (!refund || !state.transaction) return change(state);
  const refundResults = [{ refund, ...result }];
  if (refund.isExcess) return change(state, { refundResults });
  const transaction = settleRefund(state, state.transaction, refund, result.status);
  // Money that was given back because nothing was sold never counted for its link.
  const counts = result.status === 'succeeded' && state.status === 'paid';
  return change(
    { ...state, transaction },
    {
      refundResults,
      tells: true,
      counters: { ...noCounters, refundedMinor: counts ? refund.amountMinor : 0n },
    },
  );
}
