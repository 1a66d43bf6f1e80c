import { checkPassword, type Origin } from '#merchants/accounts/account.ts';
import { findUserByEmail } from '#merchants/accounts/find-user.ts';
import { openSession } from '#merchants/accounts/open-session.ts';
import { readAccount } from '#merchants/accounts/read-account.ts';
import { registerUser } from '#merchants/accounts/register-user.ts';
import { hashPassword, isToken, tokenHash } from '#merchants/accounts/secrets.ts';
import type { SignedIn } from '#merchants/accounts/show-account.ts';
import { countRequest } from '#merchants/tries/count-try.ts';
import { addressBucket } from '#merchants/tries/tries.ts';
import type { Context } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import type { AcceptBody } from '#platform/contract/team.ts';
import { isUniqueViolation } from '#platform/db/database.ts';
import { formatId } from '#platform/kit/ids.ts';
import { recordAudit } from '#telling/audit/record-audit.ts';
import { addMember } from './add-member.ts';
import { holdMembership, selectInvitationByToken, takeInvitation } from './store.ts';
import type { Invitation } from './team.ts';

/**
 * Joins the organization that a mailed token invites to, and signs in there. Somebody new makes an account with name
 * and password; an account that exists joins as it is, since the mail proves whose it is.
 *
 * @throws 400 `invalid_invitation`, `required`, `weak_password`; 429 `rate_limited`
 */
export async function acceptInvitation(
  context: Context,
  origin: Origin,
  input: AcceptBody,
): Promise<SignedIn> {
  const { invitation, hasAccount } = await readInvitation(context, origin, input.token);
  const newcomer = hasAccount ? undefined : await readNewcomer(invitation, input);
  try {
    return await join(context, origin, input.token, newcomer);
  } catch (error) {
    // The same person made an account elsewhere at the same moment, and joins with that one.
    if (!isUniqueViolation(error, 'users_email')) throw error;
    return join(context, origin, input.token, undefined);
  }
}

/**
 * What a mailed token invites to. Counted, so that nobody tries tokens in masses.
 *
 * @throws 400 `invalid_invitation`, 429 `rate_limited`
 */
export async function readInvitation(
  context: Context,
  origin: Origin,
  token: string,
): Promise<{ invitation: Invitation; hasAccount: boolean }> {
  await countRequest(context, [addressBucket(origin.address, 'token-address')]);
  if (!isToken(token)) throw invalidInvitation();
  return context.database.transaction(async (tx) => {
    const invitation = await selectInvitationByToken(tx, tokenHash(token), context.clock.offsetMs);
    if (!invitation) throw invalidInvitation();
    const hasAccount = (await findUserByEmail(tx, invitation.email)) !== undefined;
    return { invitation, hasAccount };
  });
}

type Newcomer = { readonly name: string; readonly passwordHash: string };

async function readNewcomer(invitation: Invitation, input: AcceptBody): Promise<Newcomer> {
  const name = input.name ?? invitation.name;
  const { password } = input;
  if (name === null || password === undefined) {
    const missing = [...(name === null ? ['name'] : []), ...(password === undefined ? ['password'] : [])];
    throw problem('required', {
      detail: `This address has no account yet; give ${missing.join(' and ')} to make one.`,
      errors: missing.map((field) => ({ field, code: 'required', message: `Give a value for ${field}.` })),
    });
  }
  const weakness = checkPassword(password, invitation.email, 'password');
  if (weakness) throw weakness;
  return { name, passwordHash: await hashPassword(password) };
}

async function join(
  context: Context,
  origin: Origin,
  token: string,
  newcomer: Newcomer | undefined,
): Promise<SignedIn> {
  return context.database.transaction(async (tx) => {
    const now = context.clock.now();
    const taken = await takeInvitation(tx, tokenHash(token), context.clock.offsetMs);
    if (!taken) throw invalidInvitation();
    const { organizationId, email, role } = taken;
    const known = await findUserByEmail(tx, email);
    const user = known ?? (newcomer && (await registerUser(tx, { email, ...newcomer }, now)));
    if (!user) throw invalidInvitation();
    const owner = { organizationId, userId: user.id };
    if (await addMember(tx, { ...owner, role }, now)) {
      const entry = {
        organizationId,
        actor: { type: 'user', id: formatId('usr', user.id) },
        action: 'team.member_joined',
        target: { type: 'invitation', id: formatId('inv', taken.id) },
        details: { email, role, new_account: !known },
        address: origin.address,
        requestId: origin.requestId,
      } as const;
      await recordAudit(tx, entry, now);
    }
    // Somebody who was in the team already keeps the role they have.
    const membership = await holdMembership(tx, organizationId, user.id);
    if (!membership) throw invalidInvitation();
    // A newcomer chose a password just now; an account that exists has shown none.
    const how = { method: 'invitation', isProven: !known } as const;
    const session = await openSession(tx, context, owner, origin, how);
    return { ...(await readAccount(tx, user, membership)), ...session };
  });
}

function invalidInvitation() {
  return problem('invalid_invitation', {
    detail: 'This invitation was used, replaced or withdrawn, or is too old; ask for a new one.',
    field: 'token',
  });
}
