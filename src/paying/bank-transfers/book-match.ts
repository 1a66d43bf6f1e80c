import type { Handle } from '#platform/db/database.ts';
import { bookReceived, lockTransfers } from './store.ts';

/**
 * A step: what was matched with these attempts, or taken from them, has been written to `bank_matches` in this transaction. A transfer
 * that has all of its money now has succeeded, whatever became of it before; that stays so when money is taken back. Each is
 * due to be told to its checkout, which `applyTransfer` does after the commit, and a job where nobody does.
 *
 * Call it last: it waits for other transactions about the same attempts, and counts what they committed.
 */
export async function bookMatches(
  tx: Handle,
  organizationId: string,
  attemptIds: readonly string[],
  now: Date,
): Promise<void> {
  await lockTransfers(tx, organizationId, attemptIds);
  await bookReceived(tx, organizationId, attemptIds, now);
}
