import type { Origin, User } from '#merchants/accounts/account.ts';
import { tokenHash } from '#merchants/accounts/secrets.ts';
import { addMember } from '#merchants/memberships/add-member.ts';
import { findMembership } from '#merchants/memberships/find-memberships.ts';
import type { Membership } from '#merchants/memberships/membership.ts';
import { recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import type { Handle } from '#platform/db/database.ts';
import { formatId } from '#platform/kit/ids.ts';
import { takeInvitation } from './store.ts';
import { invalidInvitation } from './team.ts';

type JoiningPerson = {
  readonly user: User;
  readonly token: string;
  readonly origin: Pick<Origin, 'address' | 'requestId'>;
  /** Whether their account was made for this. */
  readonly isNew?: boolean;
};

/**
 * A step: takes the invitation, which is good for this person only, and makes them a member. Somebody who was in the
 * team already keeps the role they have.
 *
 * @throws 400 `invalid_invitation`, 403 `invitation_for_another`
 */
export async function joinTeam(tx: Handle, context: Context, joining: JoiningPerson): Promise<Membership> {
  const { user, token, origin, isNew = false } = joining;
  const taken = await takeInvitation(tx, tokenHash(token), context.clock.offsetMs);
  if (!taken) throw invalidInvitation();
  const { organizationId, email, role } = taken;
  if (email !== user.email) throw forAnother();
  if (await addMember(tx, { organizationId, userId: user.id, role }, context.clock.now())) {
    const entry = {
      organizationId,
      actor: { type: 'user', id: formatId('usr', user.id) },
      action: 'team.member_joined',
      target: { type: 'invitation', id: formatId('inv', taken.id) },
      details: { email, role, new_account: isNew },
      address: origin.address,
      requestId: origin.requestId,
    } as const;
    await recordAudit(tx, entry, context.clock.now());
  }
  const membership = await findMembership(tx, organizationId, user.id);
  if (!membership) throw invalidInvitation();
  return membership;
}

function forAnother() {
  return problem('invitation_for_another', {
    detail: 'This invitation is for another address than the one you signed in with; sign in with that one.',
  });
}
