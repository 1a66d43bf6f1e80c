import type { Handle } from '#platform/db/database.ts';
import { endMail } from './store.ts';

/** A step: what the mail of this key says is of no use any more, so that it is not sent if it was not yet. */
export async function endMailOf(
  tx: Handle,
  organizationId: string,
  dedupeKey: string,
  now: Date,
): Promise<void> {
  await endMail(tx, organizationId, dedupeKey, now);
}
