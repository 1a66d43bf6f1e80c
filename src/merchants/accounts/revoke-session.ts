import type { Context } from '#platform/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { parseId } from '#platform/kit/ids.ts';
import { endSession } from './store.ts';

/** Ends one of the caller's own sessions, wherever it runs; ending it again is no error. */
export async function revokeSession(
  context: Context,
  caller: SessionCaller,
  publicSessionId: string,
): Promise<void> {
  const sessionId = parseId('ses', publicSessionId);
  const ended =
    sessionId !== undefined &&
    (await context.database.transaction((tx) =>
      endSession(tx, caller.userId, sessionId, context.clock.offsetMs),
    ));
  if (!ended) throw notFound('session');
}

/** Ends the session that the request came with. */
export async function logOut(context: Context, caller: SessionCaller): Promise<void> {
  await context.database.transaction((tx) =>
    endSession(tx, caller.userId, caller.sessionId, context.clock.offsetMs),
  );
}
