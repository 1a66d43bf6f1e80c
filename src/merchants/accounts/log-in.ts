import { parseEmail } from '#merchants/email.ts';
import { findFirstMembership } from '#merchants/team/find-memberships.ts';
import { countTry, forgiveTry } from '#merchants/tries/count-try.ts';
import type { Context } from '#platform/context.ts';
import type { LoginBody } from '#platform/contract/accounts.ts';
import { type Origin, wrongCredentials } from './account.ts';
import { leaveForLater } from './later/leave-for-later.ts';
import { openSession } from './open-session.ts';
import { readAccount } from './read-account.ts';
import { verifyPassword } from './secrets.ts';
import type { SignedIn } from './show-account.ts';
import { holdUser, selectUserByEmail } from './store.ts';

/**
 * Signs in with email and password, to the organization that the person joined first. An unknown address does the
 * same work and gets the same words as a wrong password.
 *
 * @throws 401 `invalid_credentials`, 429 `rate_limited` after too many failed tries for the account or the address
 */
export async function logIn(context: Context, origin: Origin, input: LoginBody): Promise<SignedIn> {
  const email = parseEmail(input.email) ?? input.email;
  const tried = { email, address: origin.address };
  await countTry(context, tried);
  const user = await context.database.transaction((tx) => selectUserByEmail(tx, email));
  if (!(await verifyPassword(input.password, user?.passwordHash)) || !user) {
    await leaveForLater(context, { kind: 'failed-sign-in', userId: user?.id ?? null, origin });
    throw wrongCredentials();
  }
  return context.database.transaction(async (tx) => {
    const current = await holdUser(tx, user.id);
    if (current?.passwordHash !== user.passwordHash) throw wrongCredentials();
    const membership = await findFirstMembership(tx, user.id);
    if (!membership) throw wrongCredentials();
    await forgiveTry(tx, tried);
    const owner = { organizationId: membership.organizationId, userId: user.id };
    const session = await openSession(tx, context, owner, origin, { method: 'password' });
    return { ...(await readAccount(tx, user, membership)), ...session };
  });
}
