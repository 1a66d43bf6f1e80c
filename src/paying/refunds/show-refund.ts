import type { RefundAnswer } from '#platform/contract/refunds.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatAmount } from '#platform/kit/money.ts';
import { formatInstant } from '#platform/kit/time.ts';
import type { RefundRow } from './store.ts';

export function showRefund(row: RefundRow): RefundAnswer {
  return {
    id: formatId('RF', row.id),
    transaction_id: formatId('TX', row.transactionId),
    amount: formatAmount(row.amountMinor),
    tax_amount: formatAmount(row.taxMinor),
    currency: row.currency,
    status: row.status,
    reason: row.reason,
    mode: row.mode,
    created_at: formatInstant(row.createdAt),
    updated_at: formatInstant(row.updatedAt),
  };
}
