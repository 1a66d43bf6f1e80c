import type { Context } from '#platform/context.ts';
import { unlessUnavailable } from '#platform/db/unavailable.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { isToken, tokenHash } from './secrets.ts';
import { selectSessionByToken, touchSession } from './store.ts';

/** Who an access token belongs to, with the role they have now; `undefined` when it is not good (any more). */
export async function authenticateSession(
  context: Context,
  accessToken: string,
): Promise<SessionCaller | undefined> {
  if (!isToken(accessToken)) return undefined;
  const { offsetMs } = context.clock;
  const found = await selectSessionByToken(context.database, tokenHash(accessToken), offsetMs);
  if (!found) return undefined;
  const { isStale, ...session } = found;
  if (isStale) await unlessUnavailable(touchSession(context.database, session.sessionId, offsetMs));
  return { kind: 'session', ...session };
}
