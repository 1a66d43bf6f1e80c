import type { Origin } from '#merchants/accounts/account.ts';
import { findUsers } from '#merchants/accounts/find-user.ts';
import { openSession } from '#merchants/accounts/open-session.ts';
import { readAccount } from '#merchants/accounts/read-account.ts';
import type { SignedIn } from '#merchants/accounts/show-account.ts';
import type { Context } from '#platform/context.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { assert } from '#platform/kit/assert.ts';
import { joinTeam } from './join-team.ts';
import { readInvitation } from './read-invitation.ts';

/**
 * Joins as the person who is signed in, and goes on in that organization by a session that ends with the present one.
 *
 * @throws 400 `invalid_invitation`, 403 `invitation_for_another`, 429 `rate_limited`
 */
export async function joinWithSession(
  context: Context,
  caller: SessionCaller,
  origin: Origin,
  token: string,
): Promise<SignedIn> {
  await readInvitation(context, origin, token);
  return context.database.transaction(async (tx) => {
    const user = (await findUsers(tx, [caller.userId])).get(caller.userId);
    assert(user, `There is no user ${caller.userId}.`);
    const membership = await joinTeam(tx, context, { user, token, origin });
    const owner = { organizationId: membership.organizationId, userId: user.id };
    const how = { method: 'invitation', continuedSessionId: caller.sessionId } as const;
    const session = await openSession(tx, context, owner, origin, how);
    return { ...(await readAccount(tx, user, membership)), ...session };
  });
}
