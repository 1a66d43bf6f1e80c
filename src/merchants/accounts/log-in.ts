import { passFactor } from '#merchants/accounts/second-factor/pass-factor.ts';
import { findFirstMembership } from '#merchants/memberships/find-memberships.ts';
import type { Context } from '#platform/context.ts';
import type { LoginBody } from '#platform/contract/accounts.ts';
import { noOrganization, type Origin } from './account.ts';
import { openSession } from './open-session.ts';
import { proveAccount } from './prove-account.ts';
import { readAccount } from './read-account.ts';
import type { SignedIn } from './show-account.ts';

/**
 * Signs in with email and password, to the organization that the person joined first.
 *
 * @throws 401 `invalid_credentials`, or `second_factor_required` with what completes it; 403 `no_organization`; 429
 *   `rate_limited` after too many failed tries
 */
export async function logIn(context: Context, origin: Origin, input: LoginBody): Promise<SignedIn> {
  const { email, password, device_token: deviceToken } = input;
  const proof = await proveAccount(context, origin, { email, password, deviceToken });
  const { user } = proof;
  return passFactor(context, proof, {}, origin, async (tx) => {
    const membership = await findFirstMembership(tx, user.id);
    if (!membership) throw noOrganization();
    const owner = { organizationId: membership.organizationId, userId: user.id };
    const how = { method: 'password', isProven: true, deviceToken } as const;
    const session = await openSession(tx, context, owner, origin, how);
    return { ...(await readAccount(tx, user, membership)), ...session };
  });
}
