import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import type { Role } from '#platform/contract/roles.ts';
import type { Handle } from '#platform/db/database.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { formatId } from '#platform/kit/ids.ts';
import { deleteInvitationsBy } from './store.ts';
import { rolesBeyond } from './team.ts';

/** A step: withdraws what somebody invited to and may not any more, with the role they have now; none when they left. */
export async function voidInvitations(
  tx: Handle,
  { clock }: Context,
  caller: SessionCaller,
  inviter: { readonly userId: string; readonly role: Role | undefined },
): Promise<void> {
  const { organizationId } = caller;
  const beyond = rolesBeyond(inviter.role);
  const withdrawn = await deleteInvitationsBy(tx, organizationId, inviter.userId, beyond, clock.offsetMs);
  for (const { id, email, role } of withdrawn) {
    const entry = {
      ...actedBy(caller),
      action: 'team.invitation_withdrawn',
      target: { type: 'invitation', id: formatId('inv', id) },
      details: { email, role },
    } as const;
    await recordAudit(tx, entry, clock.now());
  }
}
