import { findFirstMembership } from '#merchants/team/find-memberships.ts';
import type { Context } from '#platform/context.ts';
import type { LoginBody } from '#platform/contract/accounts.ts';
import { noOrganization, type Origin } from './account.ts';
import { openSession } from './open-session.ts';
import { confirmProof, proveAccount } from './prove-account.ts';
import { readAccount } from './read-account.ts';
import type { SignedIn } from './show-account.ts';

/**
 * Signs in with email and password, to the organization that the person joined first.
 *
 * @throws 401 `invalid_credentials`, 403 `no_organization`, 429 `rate_limited` after too many failed tries
 */
export async function logIn(context: Context, origin: Origin, input: LoginBody): Promise<SignedIn> {
  const { email, password, device_token: deviceToken } = input;
  const proof = await proveAccount(context, origin, { email, password, deviceToken });
  const { user } = proof;
  return context.database.transaction(async (tx) => {
    await confirmProof(tx, proof);
    const membership = await findFirstMembership(tx, user.id);
    if (!membership) throw noOrganization();
    const owner = { organizationId: membership.organizationId, userId: user.id };
    const how = { method: 'password', isProven: true, deviceToken } as const;
    const session = await openSession(tx, context, owner, origin, how);
    return { ...(await readAccount(tx, user, membership)), ...session };
  });
}
