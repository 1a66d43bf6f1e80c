import type { Context } from '#platform/context.ts';
import type { SignupBody } from '#platform/contract/accounts.ts';
import { problem } from '#platform/contract/errors.ts';
import type { Handle } from '#platform/db/database.ts';
import type { Origin } from './account.ts';
import { createOwner } from './create-owner.ts';
import { openSession } from './open-session.ts';
import type { Account, SignedIn } from './show-account.ts';

/** Opens an organization for a stranger and signs its owner in. */
export async function signUp(context: Context, origin: Origin, input: SignupBody): Promise<SignedIn> {
  if (!context.config.allowSignup) {
    throw problem('signup_disabled', {
      detail: 'New accounts are not opened here; ask the operator of this site for an invitation.',
    });
  }
  const signIn = async (tx: Handle, account: Account) => {
    const owner = { organizationId: account.organization.id, userId: account.user.id };
    return {
      ...account,
      ...(await openSession(tx, context, owner, origin, { method: 'sign_up', isProven: true })),
    };
  };
  return createOwner(context, input, signIn, origin);
}
