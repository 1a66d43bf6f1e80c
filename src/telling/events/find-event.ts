import type { Handle } from '#platform/db/database.ts';
import { selectLatestOfTransaction, type TransactionEvent } from './store.ts';

/** A step: the newest event that tells how a transaction stands; `undefined` before its first. */
export async function findLatestOfTransaction(
  handle: Handle,
  organizationId: string,
  transactionId: string,
): Promise<TransactionEvent | undefined> {
  return selectLatestOfTransaction(handle, organizationId, transactionId);
}
