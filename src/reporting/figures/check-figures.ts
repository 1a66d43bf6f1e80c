import type { Context } from '#platform/context.ts';
import { addDays, type Day, dayOf, startOfDay } from '#platform/kit/days.ts';
import { formatId } from '#platform/kit/ids.ts';
import { slicesBetween } from './close-days.ts';
import { selectAllProgress, selectFirstDay, selectProgress, selectWrongSums } from './store.ts';

const daysAtOnce = 31;

/**
 * Compares every sum of a day with the rows it was made from. For `verify`.
 *
 * @returns one sentence for each sum that is wrong; none when all are right
 */
export async function checkFigures(context: Context): Promise<string[]> {
  const mistakes: string[] = [];
  for (const { organizationId, timeZone, summedUntil } of await selectAllProgress(context.database.handle)) {
    const first = await selectFirstDay(context.database.handle, organizationId);
    if (first === null) continue;
    const last = dayOf(summedUntil, timeZone);
    for (let day = first; day <= last; day = addDays(day, daysAtOnce)) {
      for (const wrong of await findWrongSums(context, organizationId, timeZone, day)) {
        mistakes.push(
          `The figures of ${formatId('org', organizationId)} for ${wrong.day} (${wrong.subject}) differ from its rows; count its days anew.`,
        );
      }
    }
  }
  return mistakes;
}

/** Some days from `first` on, as far as they are summed, which goes on meanwhile. */
async function findWrongSums(context: Context, organizationId: string, timeZone: string, first: Day) {
  return context.database.snapshot(async (tx) => {
    const progress = await selectProgress(tx, organizationId);
    // Counted anew meanwhile, or about to be.
    if (progress?.timeZone !== timeZone) return [];
    const from = startOfDay(first, timeZone);
    const end = startOfDay(addDays(first, daysAtOnce), timeZone);
    const until = end < progress.summedUntil ? end : progress.summedUntil;
    return from < until ? selectWrongSums(tx, slicesBetween(progress, from, until)) : [];
  });
}
