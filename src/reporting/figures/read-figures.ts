import { getOrganization } from '#merchants/organizations/find-organization.ts';
import type { Organization } from '#merchants/organizations/organization.ts';
import type { Handle } from '#platform/db/database.ts';
import { type Day, dayOf, daysFrom, startOfDay } from '#platform/kit/days.ts';
import type { Scope } from './counted-rows.ts';
import { type Figures, noFigures, sumFigures } from './figures.ts';
import {
  type Owner,
  type Progress,
  selectLiveDays,
  selectProgress,
  selectSummedDays,
  selectViews,
} from './store.ts';

export type DayFigures = { readonly day: Day; readonly figures: Figures; readonly views: number };
export type Report = {
  /** Every day asked for, in order, also those on which nothing happened. */
  readonly days: readonly DayFigures[];
  /** Everything until now. */
  readonly total: Figures;
  /** All views of a link; of an organization those of the days asked for. */
  readonly totalViews: number;
};

/** The days of a zone, and how far they are summed; undefined while those of another zone are still kept. */
export type Summing = { readonly timeZone: string; readonly progress: Progress | undefined };

export type Period = { readonly first: Day; readonly last: Day; readonly now: Date };

/** What is read from the rows themselves, because it is not summed yet. */
export type Live = Pick<Scope, 'from' | 'until'>;

/**
 * Figures by day from `first` to `last`, which is today, in the days of a zone: kept sums, and beside them what came
 * since from the rows themselves. Both count the same, so it does not matter how far the summing is. Wants a handle
 * of one snapshot.
 */
export async function readFigures(
  handle: Handle,
  owner: Owner,
  { timeZone, progress }: Summing,
  { first, last, now }: Period,
): Promise<Report> {
  const summedDay = progress ? dayOf(progress.summedUntil, timeZone) : first;
  // What lies between the last slice and the first day asked for gets the number 0.
  const firstLive = summedDay > first ? summedDay : first;
  const liveDays = firstLive > last ? [firstLive] : daysFrom(firstLive, last);
  const { organizationId, paymentLinkId, mode } = owner;
  const scope = {
    organizationId,
    ...(paymentLinkId ? { paymentLinkId } : {}),
    ...liveSince(progress, now),
    starts: liveDays.map((day) => startOfDay(day, timeZone)),
  };
  const [summed, live, views] = await Promise.all([
    progress ? selectSummedDays(handle, owner, first) : new Map<Day | null, Figures>(),
    selectLiveDays(handle, scope, mode),
    selectViews(handle, owner, { from: first, today: last }),
  ]);
  const liveByDay = new Map(liveDays.map((day, index) => [day, live.get(index + 1)]));
  return {
    days: daysFrom(first, last).map((day) => ({
      day,
      figures: sumFigures([summed.get(day) ?? noFigures, liveByDay.get(day) ?? noFigures]),
      views: views.get(day) ?? 0,
    })),
    total: sumFigures([...summed.values(), ...live.values()]),
    totalViews: [...views.values()].reduce((sum, count) => sum + count, 0),
  };
}

/** An organization, and how far its figures are summed, for everything that is read of them at one moment. */
export async function getSumming(
  handle: Handle,
  organizationId: string,
): Promise<{ readonly organization: Organization; readonly summing: Summing }> {
  const [organization, progress] = await Promise.all([
    getOrganization(handle, organizationId),
    selectProgress(handle, organizationId),
  ]);
  const { timeZone } = organization;
  const summing = { timeZone, progress: progress?.timeZone === timeZone ? progress : undefined };
  return { organization, summing };
}

/** From the last slice on; what is committed while this is read belongs to it as well. */
export function liveSince(progress: Progress | undefined, now: Date): Live {
  return { from: progress?.summedUntil ?? null, until: new Date(now.getTime() + 60_000) };
}
