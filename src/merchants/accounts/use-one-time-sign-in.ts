import { findMembership } from '#merchants/memberships/find-memberships.ts';
import type { Context } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import type { Origin } from './account.ts';
import { openSession } from './open-session.ts';
import { readAccount } from './read-account.ts';
import { askForFactor } from './second-factor/ask-for-factor.ts';
import { isToken, tokenHash } from './secrets.ts';
import type { SignedIn } from './show-account.ts';
import { holdUser, takeOneTimeSignIn } from './store.ts';

/**
 * Signs in with a one-time token; of several at once exactly one gets in.
 *
 * @throws 401 `invalid_sign_in_link`, or `second_factor_required` with what completes it: the link stands for the
 *   password, not for the second factor
 */
export async function useOneTimeSignIn(context: Context, origin: Origin, token: string): Promise<SignedIn> {
  if (!isToken(token)) throw invalidSignInLink();
  const outcome = await context.database.transaction(async (tx) => {
    const owner = await takeOneTimeSignIn(tx, tokenHash(token), context.clock.offsetMs);
    if (!owner) throw invalidSignInLink();
    const user = await holdUser(tx, owner.userId);
    const membership = await findMembership(tx, owner.organizationId, owner.userId);
    if (!membership || !user) throw invalidSignInLink();
    const asked = await askForFactor(tx, context, { ...owner, method: 'one_time_link' });
    if (asked) return { asked };
    const session = await openSession(tx, context, owner, origin, { method: 'one_time_link' });
    return { done: { ...(await readAccount(tx, user, membership)), ...session } };
  });
  // Thrown after the commit, which keeps what the sign-in waits under.
  if (outcome.asked) throw outcome.asked;
  return outcome.done;
}

function invalidSignInLink() {
  return problem('invalid_sign_in_link', {
    detail: 'This sign-in link was used already or is too old; sign in with email and password.',
    headers: { 'www-authenticate': 'Token' },
  });
}
