import { refundTaxMinor } from '#platform/kit/tax.ts';
import { type Change, type RefundResult, replaceAttempt } from './changes.ts';
import type { CheckoutState, PendingRefund } from './checkout.ts';
import { withheldMinor } from './dispute.ts';
import { settleRefund } from './settle-refund.ts';
import { wasPaid, withTransactionStatus } from './transaction.ts';

/** Takes refunds of an attempt back that its provider will not send; those that are decided stay as they are. */
export function withdrawRefunds(
  state: CheckoutState,
  attemptId: string,
  refundIds: readonly string[],
): { readonly state: CheckoutState; readonly results: readonly RefundResult[] } {
  const withdrawn = state.pendingRefunds.filter(
    (refund) => refund.attemptId === attemptId && refundIds.includes(refund.id),
  );
  return {
    state: withdrawn.reduce(withoutRefund, state),
    results: withdrawn.map((refund) => ({
      refund,
      status: 'failed',
      providerReference: refund.id,
      errorMessage: 'It was withdrawn before it was sent.',
    })),
  };
}

function withoutRefund(state: CheckoutState, refund: PendingRefund): CheckoutState {
  const { transaction } = state;
  const attempt = state.attempts.find(({ id }) => id === refund.attemptId);
  const next = {
    ...state,
    transaction:
      transaction && !refund.isExcess ? settleRefund(state, transaction, refund, 'failed') : transaction,
    pendingRefunds: state.pendingRefunds.filter(({ id }) => id !== refund.id),
  };
  if (!attempt || !refund.isExcess) return next;
  return replaceAttempt(next, { ...attempt, excessMinor: attempt.excessMinor - refund.amountMinor });
}

/**
 * Nothing was sold for a payment that came too late: what is there of its money, and is not given back, goes back. Asked when money
 * of it came or went after that was first decided.
 */
export function oweLateMoney(decided: Change, attemptId: string): Change {
  const { state } = decided;
  const { transaction } = state;
  if (!transaction || !wasPaid(transaction.status) || transaction.paidAttemptId !== attemptId) return decided;
  if (state.status === 'paid') return decided;
  const { refundedMinor, refundPendingMinor, refundedTaxMinor } = transaction;
  const givenMinor = refundedMinor + refundPendingMinor;
  const amountMinor = state.totalMinor - givenMinor - withheldMinor(transaction.dispute);
  if (amountMinor <= 0n) return decided;
  const taxMinor = refundTaxMinor({
    grossMinor: state.totalMinor,
    taxMinor: state.taxMinor,
    refundedBeforeMinor: givenMinor,
    taxRefundedBeforeMinor: refundedTaxMinor,
    refundMinor: amountMinor,
  });
  return {
    ...decided,
    tells: true,
    state: {
      ...state,
      transaction: {
        ...withTransactionStatus(transaction, 'refund_pending'),
        refundPendingMinor: refundPendingMinor + amountMinor,
        refundedTaxMinor: refundedTaxMinor + taxMinor,
      },
    },
    refunds: [...decided.refunds, { attemptId, amountMinor, taxMinor, reason: 'late_payment' }],
  };
}
