import type { Handle } from '#platform/db/database.ts';
import { blankPayers, type TransactionKey } from './store.ts';

/** A step: forgets who paid. The checkouts of these transactions are locked. */
export async function forgetPayers(tx: Handle, keys: readonly TransactionKey[]): Promise<void> {
  if (keys.length > 0) await blankPayers(tx, keys);
}
