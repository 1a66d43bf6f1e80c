import { holdMemberships } from '#merchants/memberships/change-membership.ts';
import type { Seat } from '#merchants/memberships/membership.ts';
import { problem } from '#platform/contract/errors.ts';
import type { Handle } from '#platform/db/database.ts';
import type { SessionCaller } from '#platform/http/route.ts';

/**
 * A step: the caller's team, whose roles nobody else changes until the transaction ends, and the caller's own seat,
 * with the role they have now rather than when the request came in.
 */
export async function holdTeam(
  tx: Handle,
  caller: Pick<SessionCaller, 'organizationId' | 'userId'>,
): Promise<{ team: Seat[]; actor: Seat }> {
  const team = await holdMemberships(tx, caller.organizationId);
  const actor = team.find(({ userId }) => userId === caller.userId);
  if (!actor) {
    throw problem('insufficient_role', {
      detail: 'You were taken out of this team; sign in again to see yours.',
    });
  }
  return { team, actor };
}
