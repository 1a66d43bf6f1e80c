import type { Handle } from '#platform/db/database.ts';
import {
  type EventText,
  lockRefundEvents,
  lockTransactionEvents,
  type TransactionKey,
  updateBodies,
} from './store.ts';

export type { EventText, TransactionKey } from './store.ts';

/** A step: everything that was told of how these transactions stand, locked until the transaction ends. */
export async function holdTransactionEvents(
  tx: Handle,
  transactions: readonly TransactionKey[],
): Promise<EventText[]> {
  return transactions.length === 0 ? [] : lockTransactionEvents(tx, transactions);
}

/** A step: the same of one organization, and everything that was told of refunds of these transactions. */
export async function holdPaymentEvents(
  tx: Handle,
  organizationId: string,
  transactionIds: readonly string[],
): Promise<EventText[]> {
  if (transactionIds.length === 0) return [];
  const transactions = transactionIds.map((transactionId) => ({ organizationId, transactionId }));
  const ofTransactions = await lockTransactionEvents(tx, transactions);
  return [...ofTransactions, ...(await lockRefundEvents(tx, organizationId, transactionIds))];
}

/**
 * A step: replaces what events say. Only for taking a person out of them; nobody may be about to send them.
 *
 * @returns how many say something else now
 */
export async function rewriteEvents(
  tx: Handle,
  events: readonly EventText[],
  rewrite: (body: string) => string,
): Promise<number> {
  const changed = events
    .map((event) => ({ ...event, body: rewrite(event.body) }))
    .filter(({ body }, index) => body !== events[index]?.body);
  if (changed.length > 0) await updateBodies(tx, changed);
  return changed.length;
}
