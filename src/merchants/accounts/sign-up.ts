import { parseEmail } from '#merchants/email.ts';
import { addMember } from '#merchants/memberships/add-member.ts';
import { findFirstMembership } from '#merchants/memberships/find-memberships.ts';
import { createOrganization } from '#merchants/organizations/create-organization.ts';
import { readTimeZone } from '#merchants/organizations/organization-changes.ts';
import { countRequest } from '#merchants/throttling/count-try.ts';
import { addressBucket } from '#merchants/throttling/tries.ts';
import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import { isLive } from '#platform/config/safety.ts';
import type { Context } from '#platform/context.ts';
import type { SignupBody } from '#platform/contract/accounts.ts';
import { problem } from '#platform/contract/errors.ts';
import type { Handle } from '#platform/db/database.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { Problem } from '#platform/kit/problem.ts';
import { checkPassword, emailTaken, type Origin, signupRefused } from './account.ts';
import { queueAccountTask } from './account-tasks/queue-account-task.ts';
import { createOwner } from './create-owner.ts';
import { findUserByEmail } from './find-user.ts';
import { openSession } from './open-session.ts';
import { type Proof, proveAccount } from './prove-account.ts';
import { readAccount } from './read-account.ts';
import { passFactor } from './second-factor/pass-factor.ts';
import type { Account, SignedIn } from './show-account.ts';

/**
 * Opens an organization for a stranger and signs its owner in. Somebody who was taken out of their only organization opens
 * one with the account they have.
 *
 * @throws 400 `weak_password`, an invalid address or an unknown time zone, 403 `signup_disabled`, 409 `signup_refused` for an address that has an account,
 *   `email_taken` when its password was given too, 429 `rate_limited`
 */
export async function signUp(context: Context, origin: Origin, input: SignupBody): Promise<SignedIn> {
  if (!context.config.allowSignup) {
    throw problem('signup_disabled', {
      detail: 'New accounts are not opened here; ask the operator of this site for an invitation.',
    });
  }
  // Before anything is asked about the address, so that the answer says nothing about it.
  if (input.time_zone) readTimeZone(input.time_zone);
  const email = parseEmail(input.email) ?? '';
  // What is refused for its form says nothing about an address, and is not counted.
  if (email && !checkPassword(input.password, email, 'password')) {
    const bucket = isLive(context.config) ? 'signup-address' : 'signup-address-at-home';
    await countRequest(context, [addressBucket(origin.address, bucket)]);
  }
  const signIn = async (tx: Handle, account: Account) => {
    const owner = { organizationId: account.organization.id, userId: account.user.id };
    return {
      ...account,
      ...(await openSession(tx, context, owner, origin, { method: 'sign_up', isProven: true })),
    };
  };
  try {
    return await createOwner(context, input, signIn, origin);
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'email_taken')) throw error;
    const proof = await proveOrRefuse(context, origin, email, input.password);
    return openAnother(context, origin, proof, input);
  }
}

async function proveOrRefuse(
  context: Context,
  origin: Origin,
  email: string,
  password: string,
): Promise<Proof> {
  try {
    return await proveAccount(context, origin, { email, password, deviceToken: undefined });
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'invalid_credentials')) throw error;
    const userId = (await findUserByEmail(context.database.handle, email))?.id ?? null;
    await queueAccountTask(context, { kind: 'refused-sign-up', userId, origin });
    throw signupRefused();
  }
}

async function openAnother(
  context: Context,
  origin: Origin,
  proof: Proof,
  { organization_name: name, time_zone: timeZone, default_currency: defaultCurrency, ...given }: SignupBody,
): Promise<SignedIn> {
  const { user } = proof;
  const now = context.clock.now();
  const organizationId = uuidv7(now);
  return passFactor(context, proof, given, origin, async (tx, secondFactor) => {
    if (await findFirstMembership(tx, user.id)) throw emailTaken();
    const organization = await createOrganization(
      tx,
      { id: organizationId, name, timeZone, defaultCurrency },
      now,
    );
    const owner = { organizationId, userId: user.id };
    await addMember(tx, { ...owner, role: 'owner' }, now);
    const entry = { action: 'organization.created', details: { name: organization.name } } as const;
    await recordAudit(tx, { ...actedBy({ ...owner, origin }), ...entry }, now);
    const how = { method: 'sign_up', isProven: true, ...(secondFactor ? { secondFactor } : {}) } as const;
    const session = await openSession(tx, context, owner, origin, how);
    return { ...(await readAccount(tx, user, { organizationId, role: 'owner' })), ...session };
  });
}
