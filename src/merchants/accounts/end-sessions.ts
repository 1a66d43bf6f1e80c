import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { forgetOtherPlaces } from './devices/remember-device.ts';
import { forgetResets } from './password-resets/forget-resets.ts';
import { endOtherSessions, endSessionsIn } from './store.ts';

/**
 * A step: ends the sessions of a person in one organization, and the ways in that were handed out for it.
 *
 * @returns how many could still be used
 */
export async function endSessions(
  tx: Handle,
  context: Context,
  organizationId: string,
  userId: string,
): Promise<number> {
  return endSessionsIn(tx, organizationId, userId, context.clock.offsetMs);
}

/**
 * A step: a new password from the operator ends every session of a person and every way in that was handed out or mailed
 * before.
 */
export async function endEveryWayIn(tx: Handle, context: Context, userId: string): Promise<void> {
  await endOtherSessions(tx, userId, null, context.clock.offsetMs);
  await forgetOtherPlaces(tx, context, userId, undefined);
}

/** A step: links to a new password that were mailed before lead nowhere any more. */
export async function endMailedResets(tx: Handle, userId: string): Promise<void> {
  await forgetResets(tx, userId);
}
