import { checkPassword, type Origin, type User } from '#merchants/accounts/account.ts';
import { openSession } from '#merchants/accounts/open-session.ts';
import { type Proof, proveAccount } from '#merchants/accounts/prove-account.ts';
import { readAccount } from '#merchants/accounts/read-account.ts';
import { registerUser } from '#merchants/accounts/register-user.ts';
import { passFactor } from '#merchants/accounts/second-factor/pass-factor.ts';
import { hashPassword } from '#merchants/accounts/secrets.ts';
import type { SignedIn } from '#merchants/accounts/show-account.ts';
import type { FactorUsed } from '#merchants/factors/factors.ts';
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
 * @throws 400 `invalid_invitation`, `required`, `weak_password`; 401 `invalid_credentials` or
 *   `second_factor_required`, whose code is then sent along; 429 `rate_limited`
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
    return await context.database.transaction(async (tx) => {
      const person = { email: invitation.email, ...newcomer };
      const user = await registerUser(tx, person, context.clock.now());
      return enter(tx, context, origin, input, { user, isNew: true });
    });
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
  return passFactor(context, proof, input, origin, (tx, secondFactor) =>
    enter(tx, context, origin, input, { user: proof.user, secondFactor }),
  );
}

type Entering = {
  readonly user: User;
  readonly isNew?: boolean;
  readonly secondFactor?: FactorUsed | undefined;
};

async function enter(
  tx: Handle,
  context: Context,
  origin: Origin,
  { token, device_token: deviceToken }: AcceptBody,
  { user, isNew = false, secondFactor }: Entering,
): Promise<SignedIn> {
  const membership = await joinTeam(tx, context, { user, token, origin, isNew });
  // A password was given or chosen just now.
  const owner = { organizationId: membership.organizationId, userId: user.id };
  const session = await openSession(tx, context, owner, origin, {
    method: 'invitation',
    isProven: true,
    deviceToken,
    ...(secondFactor ? { secondFactor } : {}),
  });
  return { ...(await readAccount(tx, user, membership)), ...session };
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
