import { newToken, tokenHash } from '#merchants/accounts/secrets.ts';
import { parseEmail } from '#merchants/email.ts';
import { getOrganization } from '#merchants/organizations/find-organization.ts';
import { countRequestNow, hasRoomNow } from '#merchants/throttling/count-try.ts';
import { accountBucket, addressBucket, recipientBucket } from '#merchants/throttling/tries.ts';
import { composeInvitation } from '#messaging/mail/compose/compose-invitation.ts';
import { mailFrame } from '#messaging/mail/mail.ts';
import { queueMail } from '#messaging/mail/queue-mail.ts';
import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import type { Role } from '#platform/contract/roles.ts';
import type { InviteBody } from '#platform/contract/team.ts';
import type { Handle } from '#platform/db/database.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { assert } from '#platform/kit/assert.ts';
import { formatId, uuidv7 } from '#platform/kit/ids.ts';
import { holdTeam } from './hold-team.ts';
import { deleteInvitations, insertInvitation, lockInvitation, selectMembers } from './store.ts';
import { checkAuthority, invitationLifeSeconds, type NewInvitation } from './team.ts';

/**
 * Invites somebody by mail. Inviting an address again replaces its open invitation, whose link is then dead. Whoever had many
 * invitations today, from anybody, gets no further mail: a stranger fills nobody's mailbox, and keeps nobody from being
 * invited either.
 *
 * @returns the invitation, with its link where it was not mailed
 * @throws 403 `insufficient_role`, 409 `already_member`, 429 `rate_limited`
 */
export async function inviteMember(
  context: Context,
  caller: SessionCaller,
  input: InviteBody,
): Promise<NewInvitation> {
  const email = parseEmail(input.email);
  if (!email) throw invalidEmail();
  const { organizationId } = caller;
  const invitation = await context.database.transaction(async (tx) => {
    const { actor } = await holdTeam(tx, caller);
    const replaced = await lockInvitation(tx, organizationId, { email }, context.clock.offsetMs);
    const refusal =
      checkAuthority(actor.role, input.role) ?? (replaced && checkAuthority(actor.role, replaced.role));
    if (refusal) throw refusal;
    const members = await selectMembers(tx, organizationId);
    if (members.some((member) => member.email === email)) throw alreadyMember();
    const inviterName = members.find(({ userId }) => userId === caller.userId)?.name;
    assert(inviterName, `There is no member ${caller.userId}.`);
    await countRequestNow(tx, context, [
      { bucket: 'invitation-organization', subject: organizationId },
      { bucket: 'invitation-person', subject: caller.userId },
      recipientBucket(organizationId, email),
      ...(caller.origin ? [addressBucket(caller.origin.address, 'invitation-address')] : []),
    ]);
    await deleteInvitations(tx, organizationId, email);
    const name = input.name?.trim().normalize('NFC') ?? null;
    const made = await makeInvitation(tx, context, caller, { email, name, role: input.role, inviterName });
    await recordAudit(
      tx,
      {
        ...actedBy(caller),
        action: 'team.member_invited',
        target: { type: 'invitation', id: formatId('inv', made.id) },
        details: { email, role: made.role, replaced: replaced ? formatId('inv', replaced.id) : null },
      },
      made.createdAt,
    );
    return made;
  });
  context.wakeJobs('send-mails');
  return invitation;
}

async function makeInvitation(
  tx: Handle,
  context: Context,
  caller: SessionCaller,
  input: { email: string; name: string | null; role: Role; inviterName: string },
): Promise<NewInvitation> {
  const { organizationId, userId } = caller;
  const token = newToken();
  const createdAt = context.clock.now();
  const { inviterName, ...wanted } = input;
  const row = { id: uuidv7(createdAt), organizationId, ...wanted, createdAt };
  const expiresAt = await insertInvitation(
    tx,
    { ...row, invitedBy: userId, tokenHash: tokenHash(token), lifeSeconds: invitationLifeSeconds },
    context.clock.offsetMs,
  );
  const organization = await getOrganization(tx, organizationId);
  const path = `/invitation#token=${token}`;
  const hasRoom = await hasRoomNow(tx, context, accountBucket(input.email, 'invitation-recipient'));
  const link = `${context.config.publicUrl}${path}`;
  const made = { ...row, organizationName: organization.name, inviterName, expiresAt };
  if (!hasRoom) return { ...made, link };
  const mail = composeInvitation(mailFrame(context.config), {
    email: input.email,
    organizationName: organization.name,
    inviterName,
    role: input.role,
    path,
    expiresAt,
    timeZone: organization.timeZone,
  });
  await queueMail(tx, context, { ...mail, organizationId, to: input.email, giveUpAt: expiresAt });
  // Without a mail server it is kept and sent by hand at best, so whoever invites hands the way in over.
  return { ...made, link: context.config.smtpUrl === undefined ? link : null };
}

function invalidEmail() {
  return problem('invalid_value', {
    detail: 'Give an email address such as name@example.com.',
    field: 'email',
  });
}

function alreadyMember() {
  return problem('already_member', {
    detail: 'This person is in the team already; change their role instead.',
    field: 'email',
  });
}
