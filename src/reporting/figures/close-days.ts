import type { Context } from '#platform/context.ts';
import { type Handle, liftTimeLimit } from '#platform/db/database.ts';
import { addDays, dayOf, daysFrom, startOfDay } from '#platform/kit/days.ts';
import {
  addSlices,
  deleteFigures,
  insertProgress,
  lockDueProgress,
  type Progress,
  readNow,
  type Slices,
  selectUnstarted,
  updateProgress,
} from './store.ts';

// A transaction writes the time of its beginning: after this none is left that began in the slice before.
const marginMs = 120_000;
const betweenSlicesMs = 600_000;
const organizationsAtOnce = 100;
const daysAtOnce = 31;

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
    await addDueSlices(tx, progress, now);
    return 1;
  });
}

async function addDueSlices(tx: Handle, progress: Progress, now: Date) {
  const { organizationId, timeZone, summedUntil } = progress;
  const over = new Date(now.getTime() - marginMs);
  const lastAtOnce = startOfDay(addDays(dayOf(summedUntil, timeZone), daysAtOnce), timeZone);
  const until = lastAtOnce < over ? lastAtOnce : over;
  if (summedUntil < until) {
    await liftTimeLimit(tx);
    await addSlices(tx, slicesBetween(progress, summedUntil, until));
  }
  await updateProgress(tx, {
    organizationId,
    summedUntil: summedUntil < until ? until : summedUntil,
    dueAt: until < over ? now : new Date(now.getTime() + betweenSlicesMs),
  });
}

/** The time from one instant to another, cut where a day ends in the organization's zone. */
export function slicesBetween({ organizationId, timeZone }: Progress, from: Date, until: Date): Slices {
  const days = daysFrom(dayOf(from, timeZone), dayOf(new Date(until.getTime() - 1), timeZone));
  const starts = days.map((day, index) => (index === 0 ? from : startOfDay(day, timeZone)));
  return { organizationId, from, until, starts, days };
}

/**
 * A step: forgets every sum of an organization, so that the job counts anew; after its zone was changed, and after
 * payments were put in from outside. Until it has, reports read the rows themselves and are right, only slower.
 */
export async function recountDays(tx: Handle, organizationId: string): Promise<void> {
  await liftTimeLimit(tx);
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
