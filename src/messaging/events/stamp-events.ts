import type { MessagingContext } from '#messaging/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { stamp } from './event.ts';
import { lockPositions, selectUnstamped, writePositions } from './store.ts';

/**
 * A step: gives committed public events of these organizations their positions, and whoever wants them a delivery.
 * The lock of each organization's counter is held until the commit, so that nobody sees a position before the one
 * below it. The transaction is READ COMMITTED: what was committed while it waited for the lock has to be seen.
 *
 * @returns how many events got a position; fewer than `limitEach` for each organization means all of them
 */
export async function stampEvents(
  tx: Handle,
  context: MessagingContext,
  organizationIds: readonly string[],
  limitEach: number,
): Promise<number> {
  const lastPositions = await lockPositions(tx, organizationIds);
  const events = stamp(await selectUnstamped(tx, organizationIds, limitEach), lastPositions);
  if (events.length === 0) return 0;
  await writePositions(tx, events);
  for (const listener of context.stampListeners) await listener(tx, context, events);
  return events.length;
}

const batch = 500;

/** A step: stamps all that was committed so far, and gives the last position of the organization after that. */
export async function stampAll(
  tx: Handle,
  context: MessagingContext,
  organizationId: string,
): Promise<bigint> {
  let stamped = batch;
  while (stamped === batch) stamped = await stampEvents(tx, context, [organizationId], batch);
  const positions = await lockPositions(tx, [organizationId]);
  return positions.get(organizationId) ?? 0n;
}
