import type { Context } from '#platform/context.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { selectInvitations, selectMembers } from './store.ts';
import type { Invitation, Member } from './team.ts';

/** Everybody in the caller's organization, and who is invited. */
export async function listTeam(
  { database, clock }: Context,
  { organizationId }: SessionCaller,
): Promise<{ members: Member[]; invitations: Invitation[] }> {
  return database.transaction(async (tx) => ({
    members: await selectMembers(tx, organizationId),
    invitations: await selectInvitations(tx, organizationId, clock.offsetMs),
  }));
}
