import type { Handle } from '#platform/db/database.ts';
import { type EventText, lockTransactionEvents, type TransactionKey, updateBodies } from './store.ts';

export type { EventText, TransactionKey } from './store.ts';

/** A step: everything that was told of how these transactions stand, locked until the transaction ends. */
export async function holdTransactionEvents(
  tx: Handle,
  transactions: readonly TransactionKey[],
): Promise<EventText[]> {
  return transactions.length === 0 ? [] : lockTransactionEvents(tx, transactions);
}

/** A step: replaces what events say. Only for taking a person out of them; nobody may be about to send them. */
export async function rewriteEvents(
  tx: Handle,
  events: readonly EventText[],
  rewrite: (body: string) => string,
): Promise<void> {
  const changed = events
    .map((event) => ({ ...event, body: rewrite(event.body) }))
    .filter(({ body }, index) => body !== events[index]?.body);
  if (changed.length > 0) await updateBodies(tx, changed);
}
