import type { Context } from '#platform/context.ts';
import type { SignupBody } from '#platform/contract/accounts.ts';
import { problem } from '#platform/contract/errors.ts';
import type { Origin } from './account.ts';
import { createOwner } from './create-owner.ts';
import { openSession } from './open-session.ts';
import type { SignedIn } from './show-account.ts';

/** Opens an organization for a stranger and signs its owner in. */
export async function signUp(context: Context, origin: Origin, input: SignupBody): Promise<SignedIn> {
  if (!context.config.allowSignup) {
    throw problem('signup_disabled', {
      detail: 'New accounts are not opened here; ask the operator of this site for an invitation.',
    });
  }
  return createOwner(context, input, async (tx, account) => {
    const owner = { organizationId: account.organization.id, userId: account.user.id };
    return { ...account, ...(await openSession(tx, context, owner, origin)) };
  });
}
