import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { addDays, type Day, dayOf, startOfDay } from '#platform/kit/days.ts';
import type { Scope } from './counted-rows.ts';
import {
  deleteFigures,
  insertClosedDay,
  insertProgress,
  lockDueProgress,
  readNow,
  selectUnstarted,
  updateProgress,
} from './store.ts';

// A transaction writes the time of its beginning: after this none is left that began on the day before.
const marginMs = 300_000;
const organizationsAtOnce = 100;
const daysAtOnce = 31;

/**
 * Sums days that are over, for one organization at a time, some days at once. A day is summed once and never
 * changes, because what counts on it is written with the time at which it happens.
 *
 * @returns how many organizations it worked on; 0 when every day that is over is summed
 */
export async function closeDays(context: Context): Promise<number> {
  return context.database.transaction(async (tx) => {
    const now = await readNow(tx, context.clock.offsetMs);
    const begun = await beginOrganizations(tx);
    const progress = await lockDueProgress(tx, now);
    if (!progress) return begun;
    const { organizationId, timeZone } = progress;
    if (timeZone !== progress.currentTimeZone) {
      await recountDays(tx, organizationId);
      return 1;
    }
    let day = progress.closedUntil;
    for (let count = 0; count < daysAtOnce && dueAt(day, timeZone) <= now; count++) {
      await insertClosedDay(tx, scopeOfDay(organizationId, timeZone, day), day);
      day = addDays(day, 1);
    }
    await updateProgress(tx, { organizationId, closedUntil: day, dueAt: dueAt(day, timeZone) });
    return 1;
  });
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
    const closedUntil = dayOf(firstAt, timeZone);
    await insertProgress(tx, {
      organizationId: id,
      timeZone,
      closedUntil,
      dueAt: dueAt(closedUntil, timeZone),
    });
  }
  return unstarted.length;
}

/** Exactly one day. */
export function scopeOfDay(organizationId: string, timeZone: string, day: Day): Scope {
  const from = startOfDay(day, timeZone);
  return { organizationId, from, until: startOfDay(addDays(day, 1), timeZone), starts: [from] };
}

/** When a day is over for certain. */
function dueAt(day: Day, timeZone: string): Date {
  return new Date(startOfDay(addDays(day, 1), timeZone).getTime() + marginMs);
}
