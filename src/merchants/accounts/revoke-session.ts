import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { Handle } from '#platform/db/database.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { formatId, parseId } from '#platform/kit/ids.ts';
import { endContinued, endSession } from './store.ts';

/** Ends one of the caller's own sessions, wherever it runs, with all switched from it; ending it again is no error. */
export async function revokeSession(
  context: Context,
  caller: SessionCaller,
  publicSessionId: string,
): Promise<void> {
  const sessionId = parseId('ses', publicSessionId);
  if (sessionId === undefined) throw notFound('session');
  await context.database.transaction(async (tx) => {
    const ended = await endSession(tx, caller.userId, sessionId, context.clock.offsetMs);
    if (!ended) throw notFound('session');
    if (!ended.wasOpen) return;
    await endContinued(tx, [sessionId], context.clock.offsetMs);
    // It may have been one of another organization of this person: that one is told.
    const { organizationId } = ended;
    await recordEnd(tx, context, { ...caller, organizationId, sessionId }, 'user.session_ended');
  });
}

/** Ends the session that the request came with, and all that were switched from it. */
export async function logOut(context: Context, caller: SessionCaller): Promise<void> {
  await context.database.transaction(async (tx) => {
    const ended = await endSession(tx, caller.userId, caller.sessionId, context.clock.offsetMs);
    if (!ended?.wasOpen) return;
    await endContinued(tx, [caller.sessionId], context.clock.offsetMs);
    await recordEnd(tx, context, caller, 'user.signed_out');
  });
}

async function recordEnd(
  tx: Handle,
  context: Context,
  caller: SessionCaller,
  action: 'user.signed_out' | 'user.session_ended',
): Promise<void> {
  const target = { type: 'session', id: formatId('ses', caller.sessionId) };
  await recordAudit(tx, { ...actedBy(caller), action, target }, context.clock.now());
}
