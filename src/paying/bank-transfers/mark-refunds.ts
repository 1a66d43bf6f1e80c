import type { Handle } from '#platform/db/database.ts';
import { setRefundsExported, settleRefund } from './store.ts';

/** A step: these refunds are in a file that the merchant sends. */
export async function markExported(
  tx: Handle,
  organizationId: string,
  fileId: string,
  refundIds: readonly string[],
  now: Date,
): Promise<void> {
  await setRefundsExported(tx, organizationId, fileId, refundIds, now);
}

/** A step: a statement shows what became of the merchant's transfer to a buyer. A later word overrules an earlier one. */
export async function markSettled(
  tx: Handle,
  organizationId: string,
  refundId: string,
  settled: { readonly status: 'sent' | 'returned'; readonly entryId: string },
  now: Date,
): Promise<void> {
  await settleRefund(tx, organizationId, refundId, settled, now);
}
