import type { Handle } from '#platform/db/database.ts';
import { blankCounterparties } from './entry-store.ts';

/** A step: forgets who paid these transactions by bank, and what they wrote; gives how many entries lost it. */
export async function forgetBankPayers(
  tx: Handle,
  organizationId: string,
  transactionIds: readonly string[],
): Promise<number> {
  return transactionIds.length === 0 ? 0 : blankCounterparties(tx, organizationId, transactionIds);
}
