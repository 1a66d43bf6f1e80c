import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { endSessionsIn } from './store.ts';

/** A step: ends the sessions of a person in one organization, and the ways in that were handed out for it. */
export async function endSessions(
  tx: Handle,
  context: Context,
  organizationId: string,
  userId: string,
): Promise<void> {
  await endSessionsIn(tx, organizationId, userId, context.clock.offsetMs);
}
