import type { Context } from '#platform/context.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { holdTeam } from './hold-team.ts';
import { selectMembers } from './store.ts';
import { takeOut } from './take-out.ts';
import { checkRemoval } from './team.ts';

/**
 * Takes the caller out of the team, whose sessions of this organization and invitations end at once.
 *
 * @throws 409 `last_owner`
 */
export async function leaveTeam(context: Context, caller: SessionCaller): Promise<void> {
  await context.database.transaction(async (tx) => {
    const { team, actor } = await holdTeam(tx, caller);
    const refusal = checkRemoval(team, actor, actor);
    if (refusal) throw refusal;
    const members = await selectMembers(tx, caller.organizationId);
    const own = members.find(({ userId }) => userId === caller.userId);
    await takeOut(tx, context, caller, { ...actor, email: own?.email ?? null }, 'team.member_left');
  });
}
