import type { Handle } from '#platform/db/database.ts';
import { blankReasons } from './store.ts';

/**
 * A step: forgets what people wrote as the reason of refunds; the reasons that are ours stay.
 *
 * @returns how many
 */
export async function forgetReasons(
  tx: Handle,
  organizationId: string,
  transactionIds: readonly string[],
): Promise<number> {
  return transactionIds.length === 0 ? 0 : blankReasons(tx, organizationId, transactionIds);
}
