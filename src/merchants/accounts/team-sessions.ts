import { findMembership } from '#merchants/memberships/find-memberships.ts';
import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import { type Page, readPageRequest } from '#platform/db/page.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { formatId, parseId } from '#platform/kit/ids.ts';
import type { TeamSession } from './account.ts';
import { endSessions } from './end-sessions.ts';
import { findUsers } from './find-user.ts';
import { endContinued, endSessionIn, selectTeamSessions } from './store.ts';

/** The sessions of everybody in the caller's organization that are still good, newest first. */
export async function listTeamSessions(
  { database, clock }: Context,
  { organizationId }: SessionCaller,
  query: { limit?: number; cursor?: string },
): Promise<Page<TeamSession>> {
  const page = readPageRequest(query);
  return database.transaction((tx) => selectTeamSessions(tx, organizationId, page, clock.offsetMs));
}

/**
 * Ends a session of anybody in the caller's organization, with all switched from it; ending it again is no error.
 *
 * @throws 404
 */
export async function endTeamSession(
  { database, clock }: Context,
  caller: SessionCaller,
  publicSessionId: string,
): Promise<void> {
  const sessionId = parseId('ses', publicSessionId);
  if (sessionId === undefined) throw notFound('session');
  await database.transaction(async (tx) => {
    const ended = await endSessionIn(tx, caller.organizationId, sessionId, clock.offsetMs);
    if (!ended) throw notFound('session');
    if (!ended.wasOpen) return;
    await endContinued(tx, [sessionId], clock.offsetMs);
    const person = (await findUsers(tx, [ended.userId])).get(ended.userId);
    const target = { type: 'session', id: formatId('ses', sessionId) };
    const details = { email: person?.email ?? null };
    await recordAudit(tx, { ...actedBy(caller), action: 'user.session_ended', target, details }, clock.now());
  });
}

/**
 * Signs a member out of the caller's organization on every device; they may sign in again.
 *
 * @throws 404 for nobody of this organization
 */
export async function signMemberOut(
  context: Context,
  caller: SessionCaller,
  publicUserId: string,
): Promise<void> {
  const userId = parseId('usr', publicUserId);
  const { organizationId } = caller;
  await context.database.transaction(async (tx) => {
    const membership = userId === undefined ? undefined : await findMembership(tx, organizationId, userId);
    if (userId === undefined || !membership) throw notFound('member');
    const person = (await findUsers(tx, [userId])).get(userId);
    const ended = await endSessions(tx, context, organizationId, userId);
    const entry = {
      ...actedBy(caller),
      action: 'user.sessions_ended',
      target: { type: 'user', id: formatId('usr', userId) },
      details: { email: person?.email ?? null, sessions_ended: ended },
    } as const;
    await recordAudit(tx, entry, context.clock.now());
  });
}
