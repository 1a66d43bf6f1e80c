import type { Handle } from '#platform/db/database.ts';
import { type Day, daysFrom, startOfDay } from '#platform/kit/days.ts';
import { type Figures, noFigures, sumFigures } from './figures.ts';
import { type Owner, selectClosedDays, selectLiveDays, selectProgress, selectViews } from './store.ts';

export type DayFigures = { readonly day: Day; readonly figures: Figures; readonly views: number };
export type Report = {
  /** Every day asked for, in order, also those on which nothing happened. */
  readonly days: readonly DayFigures[];
  /** Everything until now. */
  readonly total: Figures;
  /** All views of a link; of an organization those of the days asked for. */
  readonly totalViews: number;
};

/**
 * Figures by day from `first` to `last`, which is today, in the days of a zone. Days that are over come from their
 * sums, the others from the rows themselves: both count the same, so it does not matter how far the summing is.
 * Wants a handle of one snapshot.
 */
export async function readFigures(
  handle: Handle,
  owner: Owner,
  timeZone: string,
  { first, last, now }: { first: Day; last: Day; now: Date },
): Promise<Report> {
  const progress = await selectProgress(handle, owner.organizationId);
  const closedUntil = progress?.timeZone === timeZone ? progress.closedUntil : undefined;
  const closed = closedUntil
    ? await selectClosedDays(handle, owner, first, closedUntil)
    : new Map<Day | null, Figures>();
  // Days that are read live: what lies between the last sum and the first day asked for is one of them, number 0.
  const firstOpen = closedUntil && closedUntil > first ? closedUntil : first;
  const openDays = firstOpen > last ? [firstOpen] : daysFrom(firstOpen, last);
  const { organizationId, paymentLinkId, mode } = owner;
  const live = await selectLiveDays(
    handle,
    {
      organizationId,
      ...(paymentLinkId ? { paymentLinkId } : {}),
      from: closedUntil ? startOfDay(closedUntil, timeZone) : null,
      // What is committed while this is read belongs to it as well.
      until: new Date(now.getTime() + 60_000),
      starts: openDays.map((day) => startOfDay(day, timeZone)),
    },
    mode,
  );
  const liveByDay = new Map(openDays.map((day, index) => [day, live.get(index + 1)]));
  const views = await selectViews(handle, owner, first);
  return {
    days: daysFrom(first, last).map((day) => ({
      day,
      figures: closed.get(day) ?? liveByDay.get(day) ?? noFigures,
      views: views.get(day) ?? 0,
    })),
    total: sumFigures([...closed.values(), ...live.values()]),
    totalViews: [...views.values()].reduce((sum, count) => sum + count, 0),
  };
}
