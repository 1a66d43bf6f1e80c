import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import type { Swept } from '#platform/db/retention.ts';
import {
  deleteEvents,
  insertProgress,
  lockProgress,
  readTime,
  type Slice,
  selectFirstAfter,
  updateProgress,
} from './store.ts';

export type { Slice } from './store.ts';

const dayMs = 86_400_000;

/**
 * Looks through the events that a rule has not seen since they became old enough: those of one day of one
 * organization. Events have no index for this, which every buyer would have to pay for; how far a rule is stands in
 * `retention_progress` instead.
 *
 * @param sweep removes what it may of the slice, up to `limit`, and tells how much that was
 */
export async function sweepEvents(
  { database, clock }: Context,
  rule: string,
  days: number,
  limit: number,
  sweep: (tx: Handle, slice: Slice) => Promise<number>,
): Promise<Swept> {
  return database.transaction(async (tx) => {
    const old = new Date((await readTime(tx, clock.offsetMs)).getTime() - days * dayMs);
    await insertProgress(tx, rule);
    const progress = await lockProgress(tx, rule, new Date(old.getTime() - dayMs));
    if (!progress) return { rows: 0, isDone: true };
    const { organizationId, doneUntil: from } = progress;
    const first = await selectFirstAfter(tx, progress);
    const until = first && first < old ? new Date(Math.min(first.getTime() + dayMs, old.getTime())) : old;
    const rows = await sweep(tx, { organizationId, from, until });
    // What is left of a slice is found from its beginning again.
    if (rows < limit) await updateProgress(tx, rule, { organizationId, doneUntil: until });
    return { rows, isDone: false };
  });
}

/** A step: removes events that a later one says more than. */
export async function removeEvents(
  tx: Handle,
  organizationId: string,
  ids: readonly string[],
): Promise<void> {
  await deleteEvents(tx, organizationId, ids);
}
