import type { Context } from '#platform/context.ts';
import { type RetentionRule, swept } from '#platform/db/retention.ts';
import { foldViews } from './store.ts';

// Counts of a day are written within seconds of it, in whatever zone.
const spreadDays = 7;

export const viewRetention: readonly RetentionRule<Context>[] = [
  folded('payment_link_views', 'One row for each link and day with views, which statistics show.'),
  folded('organization_views', 'One row for each day with views, which statistics show.'),
];

function folded(table: 'payment_link_views' | 'organization_views', why: string): RetentionRule<Context> {
  return {
    table,
    kept: `for ever; after ${spreadDays} days the rows of a day are added up to one`,
    why,
    sweep: async ({ database, clock }, limit) =>
      swept(await foldViews(database.handle, table, spreadDays, limit, clock.offsetMs), limit),
  };
}
