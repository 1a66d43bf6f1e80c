import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { Handle } from '#platform/db/database.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { formatId, parseId } from '#platform/kit/ids.ts';
import { holdTeam } from './hold-team.ts';
import { deleteInvitations, lockInvitation, selectMembers } from './store.ts';
import { takeOut } from './take-out.ts';
import { checkAuthority, checkRemoval } from './team.ts';

/**
 * Takes a member out of the team, whose sessions of this organization and invitations end at once, or withdraws an invitation.
 *
 * @throws 403 `insufficient_role`, 404, 409 `last_owner`
 */
export async function removeMember(context: Context, caller: SessionCaller, publicId: string): Promise<void> {
  const userId = parseId('usr', publicId);
  const invitationId = parseId('inv', publicId);
  await context.database.transaction(async (tx) => {
    if (userId !== undefined) return removeUser(tx, context, caller, userId);
    if (invitationId !== undefined) return withdrawInvitation(tx, context, caller, invitationId);
    throw notFound('member or invitation');
  });
}

async function removeUser(
  tx: Handle,
  context: Context,
  caller: SessionCaller,
  userId: string,
): Promise<void> {
  const { organizationId } = caller;
  const { team, actor } = await holdTeam(tx, caller);
  const seat = team.find((each) => each.userId === userId);
  if (!seat) throw notFound('member');
  const refusal = checkRemoval(team, actor, seat);
  if (refusal) throw refusal;
  const member = (await selectMembers(tx, organizationId)).find((each) => each.userId === userId);
  const gone = { userId, email: member?.email ?? null, role: seat.role };
  await takeOut(tx, context, caller, gone, 'team.member_removed');
}

async function withdrawInvitation(
  tx: Handle,
  context: Context,
  caller: SessionCaller,
  invitationId: string,
): Promise<void> {
  const { organizationId } = caller;
  const { actor } = await holdTeam(tx, caller);
  const invitation = await lockInvitation(tx, organizationId, { id: invitationId }, context.clock.offsetMs);
  if (!invitation) throw notFound('invitation');
  const refusal = checkAuthority(actor.role, invitation.role);
  if (refusal) throw refusal;
  await deleteInvitations(tx, organizationId, invitation.email);
  await recordAudit(
    tx,
    {
      ...actedBy(caller),
      action: 'team.invitation_withdrawn',
      target: { type: 'invitation', id: formatId('inv', invitation.id) },
      details: { email: invitation.email, role: invitation.role },
    },
    context.clock.now(),
  );
}
