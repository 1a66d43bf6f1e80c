import type { Context } from '#platform/context.ts';
import { addDays } from '#platform/kit/days.ts';
import { formatId } from '#platform/kit/ids.ts';
import { scopeOfDay } from './close-days.ts';
import { selectAllProgress, selectFirstDay, selectWrongSums } from './store.ts';

/**
 * Compares every sum of a day with the rows it was made from. For `verify`.
 *
 * @returns one sentence for each sum that is wrong; none when all are right
 */
export async function checkFigures({ database }: Context): Promise<string[]> {
  const mistakes: string[] = [];
  for (const { organizationId, timeZone, closedUntil } of await selectAllProgress(database.handle)) {
    const first = await selectFirstDay(database.handle, organizationId);
    for (let day = first ?? closedUntil; day < closedUntil; day = addDays(day, 1)) {
      const scope = scopeOfDay(organizationId, timeZone, day);
      for (const subject of await selectWrongSums(database.handle, scope, day)) {
        const organization = formatId('org', organizationId);
        mistakes.push(
          `The figures of ${organization} for ${day} (${subject}) differ from its checkouts and refunds; count its days anew.`,
        );
      }
    }
  }
  return mistakes;
}
