import type { Context } from '#platform/context.ts';
import { type Page, readPageRequest } from '#platform/db/page.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import type { Session } from './account.ts';
import { selectSessions } from './store.ts';

/** The caller's own sessions that are still good, newest first. */
export async function listSessions(
  context: Context,
  caller: SessionCaller,
  query: { limit?: number; cursor?: string },
): Promise<Page<Session>> {
  const page = readPageRequest(query);
  return context.database.transaction((tx) =>
    selectSessions(tx, caller.userId, page, context.clock.offsetMs),
  );
}
