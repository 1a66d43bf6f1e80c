import type { MessagingContext } from '#messaging/context.ts';
import type { EventFeedQuery } from '#platform/contract/events.ts';
import { readCommitted } from '#platform/db/read-committed.ts';
import { modeOf } from '#platform/http/mode-of.ts';
import type { Caller } from '#platform/http/route.ts';
import { stampEvents } from './stamp-events.ts';
import { isRelayRunning, selectFeed } from './store.ts';

const stampedAtOnce = 1_000;

/**
 * The pull feed as JSON text: oldest first, each event as it was written, with its position. While no relay runs,
 * what was committed gets its positions here.
 */
export async function listEvents(
  context: MessagingContext,
  caller: Caller,
  query: EventFeedQuery,
): Promise<string> {
  const { organizationId } = caller;
  const { handle } = context.database;
  const mode = modeOf(caller, query.mode);
  const limit = query.limit ?? 25;
  await stampWhereNoRelay(context, organizationId);
  const { head, events } = await selectFeed(handle, organizationId, mode, BigInt(query.after ?? 0), limit);
  // A page that is not full saw everything up to the head, so the next one need not look there again.
  const next = events.length < limit ? head : (events.at(-1)?.position ?? head);
  const results = events.map(({ position, body }) => `{"position":${position},${body.slice(1)}`);
  return `{"results":[${results.join(',')}],"next_after":${next}}`;
}

/** Gives what was committed its positions, unless a relay does so all the time. */
export async function stampWhereNoRelay(context: MessagingContext, organizationId: string): Promise<void> {
  if (await isRelayRunning(context.database.handle, context.clock.offsetMs)) return;
  await context.database.transaction(async (tx) => {
    await readCommitted(tx);
    await stampEvents(tx, context, [organizationId], stampedAtOnce);
  });
}
