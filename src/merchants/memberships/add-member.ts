import type { Handle } from '#platform/db/database.ts';
import type { Membership } from './membership.ts';
import { insertMembership } from './store.ts';

/**
 * A step: makes a person a member.
 *
 * @returns false when they are one already, whose role stays
 */
export async function addMember(
  tx: Handle,
  membership: Membership & { userId: string },
  now: Date,
): Promise<boolean> {
  return insertMembership(tx, membership, now);
}
