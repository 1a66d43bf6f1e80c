import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { addDays, type Day, dayOf, startOfDay } from '#platform/kit/days.ts';
import type { Scope } from './counted-rows.ts';
import {
  addSlice,
  deleteFigures,
  insertProgress,
  lockDueProgress,
  type Progress,
  readNow,
  selectUnstarted,
  updateProgress,
} from './store.ts';

// A transaction writes the time of its beginning: after this none is left that began in the slice before.
const marginMs = 120_000;
const betweenSlicesMs = 600_000;
const organizationsAtOnce = 100;
const slicesAtOnce = 31;

/**
 * Adds what happened to the sums of its day: for one organization at a time the slice since the last one, or some
 * whole days where it is behind. What counts is written with the time at which it happens, so a slice that is over
 * never changes, and is summed once.
 *
 * @returns how many organizations it worked on; 0 when nothing is due
 */
export async function closeDays(context: Context): Promise<number> {
  return context.database.transaction(async (tx) => {
    const now = await readNow(tx, context.clock.offsetMs);
    const begun = await beginOrganizations(tx);
    const progress = await lockDueProgress(tx, now);
    if (!progress) return begun;
    if (progress.timeZone !== progress.currentTimeZone) {
      await recountDays(tx, progress.organizationId);
      return 1;
    }
    await addSlices(tx, progress, now);
    return 1;
  });
}

async function addSlices(tx: Handle, { organizationId, timeZone, summedUntil }: Progress, now: Date) {
  const over = new Date(now.getTime() - marginMs);
  let from = summedUntil;
  for (let count = 0; count < slicesAtOnce && from < over; count++) {
    const day = dayOf(from, timeZone);
    const end = startOfDay(addDays(day, 1), timeZone);
    const until = end < over ? end : over;
    await addSlice(tx, { organizationId, from, until, starts: [from] }, day);
    from = until;
  }
  const dueAt = from < over ? now : new Date(now.getTime() + betweenSlicesMs);
  await updateProgress(tx, { organizationId, summedUntil: from, dueAt });
}

/**
 * A step: forgets every sum of an organization, so that the job counts anew; after its zone was changed, and after
 * payments were put in from outside. Until it has, reports read the rows themselves and are right, only slower.
 */
export async function recountDays(tx: Handle, organizationId: string): Promise<void> {
  await deleteFigures(tx, organizationId);
}

async function beginOrganizations(tx: Handle): Promise<number> {
  const unstarted = await selectUnstarted(tx, organizationsAtOnce);
  for (const { id, timeZone, firstAt } of unstarted) {
    const summedUntil = startOfDay(dayOf(firstAt, timeZone), timeZone);
    await insertProgress(tx, { organizationId: id, timeZone, summedUntil });
  }
  return unstarted.length;
}

/** One day as far as it is summed. */
export function scopeOfDay({ organizationId, timeZone, summedUntil }: Progress, day: Day): Scope {
  const from = startOfDay(day, timeZone);
  const end = startOfDay(addDays(day, 1), timeZone);
  return { organizationId, from, until: end < summedUntil ? end : summedUntil, starts: [from] };
}
