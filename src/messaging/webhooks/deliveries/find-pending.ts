import type { Handle } from '#platform/db/database.ts';
import { selectPendingOf } from './store.ts';

/** A step: the ids of those of these events that are being sent, or wait for a retry. */
export async function findPendingOf(
  tx: Handle,
  events: readonly { readonly organizationId: string; readonly id: string }[],
): Promise<ReadonlySet<string>> {
  return events.length === 0 ? new Set() : selectPendingOf(tx, events);
}
