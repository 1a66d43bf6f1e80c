import { setRole } from '#merchants/memberships/change-membership.ts';
import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { Role } from '#platform/contract/roles.ts';
import { requireFreshProof } from '#platform/http/fresh-proof.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { formatId, parseId } from '#platform/kit/ids.ts';
import { holdTeam } from './hold-team.ts';
import { selectMembers } from './store.ts';
import { checkRoleChange, type Member } from './team.ts';
import { voidInvitations } from './void-invitations.ts';

/**
 * Gives a member another role. What they invited to and may not any more is void.
 *
 * @throws 403 `insufficient_role` or `fresh_proof_required`, 404, 409 `last_owner`
 */
export async function changeRole(
  context: Context,
  caller: SessionCaller,
  publicUserId: string,
  role: Role,
): Promise<Member> {
  const userId = parseId('usr', publicUserId);
  const { organizationId } = caller;
  return context.database.transaction(async (tx) => {
    const { team, actor } = await holdTeam(tx, caller);
    const seat = team.find((each) => each.userId === userId);
    if (!seat) throw notFound('member');
    const refusal = checkRoleChange(team, actor, seat, role);
    if (refusal) throw refusal;
    const members = await selectMembers(tx, organizationId);
    const member = members.find((each) => each.userId === userId);
    if (!member) throw notFound('member');
    if (role === member.role) return member;
    requireFreshProof(caller);
    await setRole(tx, organizationId, member.userId, role);
    await voidInvitations(tx, context, caller, { userId: member.userId, role });
    await recordAudit(
      tx,
      {
        ...actedBy(caller),
        action: 'team.role_changed',
        target: { type: 'user', id: formatId('usr', member.userId) },
        details: { email: member.email, from: member.role, to: role },
      },
      context.clock.now(),
    );
    return { ...member, role };
  });
}
