import { endSessions } from '#merchants/accounts/end-sessions.ts';
import { endMembership } from '#merchants/memberships/change-membership.ts';
import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import type { Role } from '#platform/contract/roles.ts';
import type { Handle } from '#platform/db/database.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { formatId } from '#platform/kit/ids.ts';
import { voidInvitations } from './void-invitations.ts';

/** A step: ends a membership with all that came of it: sessions of this organization and invitations. */
export async function takeOut(
  tx: Handle,
  context: Context,
  caller: SessionCaller,
  { userId, email, role }: { readonly userId: string; readonly email: string | null; readonly role: Role },
  action: 'team.member_removed' | 'team.member_left',
): Promise<void> {
  const { organizationId } = caller;
  await endMembership(tx, organizationId, userId);
  const ended = await endSessions(tx, context, organizationId, userId);
  await voidInvitations(tx, context, caller, { userId, role: undefined });
  const entry = {
    ...actedBy(caller),
    action,
    target: { type: 'user', id: formatId('usr', userId) },
    details: { email, role, sessions_ended: ended },
  };
  await recordAudit(tx, entry, context.clock.now());
}
