import { findMembership } from '#merchants/memberships/find-memberships.ts';
import type { Context } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { assert } from '#platform/kit/assert.ts';
import { parseId } from '#platform/kit/ids.ts';
import type { Origin } from './account.ts';
import { openSession } from './open-session.ts';
import { readAccount } from './read-account.ts';
import type { SignedIn } from './show-account.ts';
import { holdUser } from './store.ts';

/**
 * Opens a session of another organization that the caller belongs to. The present one goes on beside it, and the
 * new one ends with it.
 *
 * @throws 400 naming `organization_id` when the caller does not belong to it
 */
export async function switchOrganization(
  context: Context,
  caller: SessionCaller,
  origin: Origin,
  publicOrganizationId: string,
): Promise<SignedIn> {
  const organizationId = parseId('org', publicOrganizationId);
  if (organizationId === undefined) throw notYours();
  return context.database.transaction(async (tx) => {
    const user = await holdUser(tx, caller.userId);
    assert(user, `There is no user ${caller.userId}.`);
    const membership = await findMembership(tx, organizationId, user.id);
    if (!membership) throw notYours();
    const owner = { organizationId, userId: user.id };
    const how = { method: 'switch', continuedSessionId: caller.sessionId } as const;
    const session = await openSession(tx, context, owner, origin, how);
    return { ...(await readAccount(tx, user, membership)), ...session };
  });
}

function notYours() {
  return problem('invalid_value', {
    detail: 'You belong to no organization with this id; GET /api/auth/me/ lists yours.',
    field: 'organization_id',
  });
}
