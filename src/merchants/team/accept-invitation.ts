import { checkPassword, type Origin, type User } from '#merchants/accounts/account.ts';
import { openSession } from '#merchants/accounts/open-session.ts';
import { confirmProof, type Proof, proveAccount } from '#merchants/accounts/prove-account.ts';
import { readAccount } from '#merchants/accounts/read-account.ts';
import { registerUser } from '#merchants/accounts/register-user.ts';
import { hashPassword } from '#merchants/accounts/secrets.ts';
import type { SignedIn } from '#merchants/accounts/show-account.ts';
import type { Context } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import type { AcceptBody } from '#platform/contract/team.ts';
import { type Handle, isUniqueViolation } from '#platform/db/database.ts';
import { joinTeam } from './join-team.ts';
import { readInvitation } from './read-invitation.ts';
import type { Invitation } from './team.ts';

/**
 * Joins the organization that a mailed token invites to, and signs in there. Somebody new makes an account with name
 * and password; an account that exists gives its password, since a mail that others may have read opens none.
 *
 * @throws 400 `invalid_invitation`, `required`, `weak_password`; 401 `invalid_credentials`; 429 `rate_limited`
 */
export async function acceptInvitation(
  context: Context,
  origin: Origin,
  input: AcceptBody,
): Promise<SignedIn> {
  const { invitation, hasAccount } = await readInvitation(context, origin, input.token);
  if (hasAccount) return acceptWithAccount(context, origin, input, invitation);
  const newcomer = await readNewcomer(invitation, input);
  try {
    return await enter(context, origin, input, async (tx, now) => ({
      user: await registerUser(tx, { email: invitation.email, ...newcomer }, now),
      isNew: true,
    }));
  } catch (error) {
    // The same person made an account elsewhere at the same moment.
    if (!isUniqueViolation(error, 'users_email')) throw error;
    return acceptWithAccount(context, origin, input, invitation);
  }
}

async function acceptWithAccount(
  context: Context,
  origin: Origin,
  input: AcceptBody,
  { email }: Invitation,
): Promise<SignedIn> {
  const { password, device_token: deviceToken } = input;
  if (password === undefined) throw passwordRequired();
  const proof: Proof = await proveAccount(context, origin, { email, password, deviceToken });
  return enter(context, origin, input, async (tx) => {
    await confirmProof(tx, proof);
    return { user: proof.user };
  });
}

async function enter(
  context: Context,
  origin: Origin,
  { token, device_token: deviceToken }: AcceptBody,
  findUser: (tx: Handle, now: Date) => Promise<{ user: User; isNew?: boolean }>,
): Promise<SignedIn> {
  return context.database.transaction(async (tx) => {
    const now = context.clock.now();
    const { user, isNew = false } = await findUser(tx, now);
    const membership = await joinTeam(tx, context, { user, token, origin, isNew });
    // A password was given or chosen just now.
    const owner = { organizationId: membership.organizationId, userId: user.id };
    const session = await openSession(tx, context, owner, origin, {
      method: 'invitation',
      isProven: true,
      deviceToken,
    });
    return { ...(await readAccount(tx, user, membership)), ...session };
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

function passwordRequired() {
  return problem('required', {
    detail: 'This address has an account; give its password, or sign in and join from there.',
    field: 'password',
  });
}
