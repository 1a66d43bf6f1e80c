import type { Handle } from '#platform/db/database.ts';
import { setDueNow } from './store.ts';

/** A step: something became known of these refunds, so that the provider is asked at once. */
export async function askAgain(
  tx: Handle,
  organizationId: string,
  refundIds: readonly string[],
  offsetMs: number,
): Promise<void> {
  if (refundIds.length > 0) await setDueNow(tx, organizationId, refundIds, offsetMs);
}
