import { assert } from '#platform/kit/assert.ts';

export type TransactionStatus =
  | 'processing'
  | 'paid'
  | 'failed'
  | 'canceled'
  | 'refund_pending'
  | 'partially_refunded'
  | 'refunded';

const transitions: Readonly<Record<TransactionStatus, readonly TransactionStatus[]>> = {
  processing: ['paid', 'failed', 'canceled'],
  failed: ['paid'],
  canceled: ['paid'],
  paid: ['refund_pending', 'partially_refunded', 'refunded'],
  refund_pending: ['paid', 'partially_refunded', 'refunded'],
  partially_refunded: ['refund_pending', 'refunded'],
  refunded: [],
};

export function transactionCanChange(from: TransactionStatus, to: TransactionStatus): boolean {
  return from === to || transitions[from].includes(to);
}

export function withTransactionStatus<T extends { readonly status: TransactionStatus }>(
  transaction: T,
  status: TransactionStatus,
): T {
  if (transaction.status === status) return transaction;
  assert(
    transactionCanChange(transaction.status, status),
    `A transaction cannot go from ${transaction.status} to ${status}.`,
  );
  return { ...transaction, status };
}

/** Status after payment: any refund pending, else all given back, else some, else paid. */
export function derivePaidStatus(refunds: {
  grossMinor: bigint;
  refundedMinor: bigint;
  hasPending: boolean;
}): TransactionStatus {
  if (refunds.hasPending) return 'refund_pending';
  if (refunds.refundedMinor >= refunds.grossMinor) return 'refunded';
  return refunds.refundedMinor > 0n ? 'partially_refunded' : 'paid';
}

/** Whether money of this transaction was ever taken. */
export function wasPaid(status: TransactionStatus): boolean {
  return (
    status === 'paid' ||
    status === 'refund_pending' ||
    status === 'partially_refunded' ||
    status === 'refunded'
  );
}
