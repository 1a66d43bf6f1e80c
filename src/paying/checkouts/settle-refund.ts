import type { CheckoutState, PendingRefund, TransactionState } from './checkout.ts';
import { derivePaidStatus, withTransactionStatus } from './transaction.ts';

/** A transaction once a refund of it, which was pending and no excess, is decided. */
export function settleRefund(
  state: Pick<CheckoutState, 'totalMinor' | 'pendingRefunds'>,
  transaction: TransactionState,
  refund: PendingRefund,
  status: 'succeeded' | 'failed',
): TransactionState {
  const succeeded = status === 'succeeded';
  const next = {
    ...transaction,
    refundPendingMinor: transaction.refundPendingMinor - refund.amountMinor,
    refundedMinor: transaction.refundedMinor + (succeeded ? refund.amountMinor : 0n),
    refundedTaxMinor: transaction.refundedTaxMinor - (succeeded ? 0n : refund.taxMinor),
  };
  const hasPending = state.pendingRefunds.some((other) => other.id !== refund.id && !other.isExcess);
  return withTransactionStatus(
    next,
    derivePaidStatus({ grossMinor: state.totalMinor, refundedMinor: next.refundedMinor, hasPending }),
  );
}
