import type { Handle } from '#platform/db/database.ts';
import { selectBody, selectLatestOfTransaction, type TransactionEvent } from './store.ts';

/** A step: what an event says, as the JSON text that was written; `undefined` when there is none. */
export async function findEventBody(
  handle: Handle,
  organizationId: string,
  eventId: string,
): Promise<string | undefined> {
  return selectBody(handle, organizationId, eventId);
}

/** A step: the newest event that tells how a transaction stands; `undefined` before its first. */
export async function findLatestOfTransaction(
  handle: Handle,
  organizationId: string,
  transactionId: string,
): Promise<TransactionEvent | undefined> {
  return selectLatestOfTransaction(handle, organizationId, transactionId);
}
