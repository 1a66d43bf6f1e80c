import type { Context } from '#platform/context.ts';
import { type Day, dayOf, daysFrom } from '#platform/kit/days.ts';
import { formatId } from '#platform/kit/ids.ts';
import { scopeOfDay } from './close-days.ts';
import { inSnapshot } from './snapshot.ts';
import {
  type Progress,
  selectAllProgress,
  selectFirstDay,
  selectProgress,
  selectWrongSums,
} from './store.ts';

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
    for (const day of daysFrom(first, dayOf(summedUntil, timeZone))) {
      for (const subject of await findWrongSums(context, organizationId, timeZone, day)) {
        mistakes.push(
          `The figures of ${formatId('org', organizationId)} for ${day} (${subject}) differ from its rows; count its days anew.`,
        );
      }
    }
  }
  return mistakes;
}

/** Read together with the progress, which goes on meanwhile. */
async function findWrongSums(
  context: Context,
  organizationId: string,
  timeZone: string,
  day: Day,
): Promise<string[]> {
  return inSnapshot(context, async (tx) => {
    const progress: Progress | undefined = await selectProgress(tx, organizationId);
    // Counted anew meanwhile, or about to be.
    if (progress?.timeZone !== timeZone || day > dayOf(progress.summedUntil, timeZone)) return [];
    return selectWrongSums(tx, scopeOfDay(progress, day), day);
  });
}
