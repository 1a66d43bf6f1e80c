import type { Context } from '#platform/context.ts';
import type { Database } from '#platform/db/database.ts';
import { isToldAlready } from '#platform/db/unavailable.ts';
import { onePer } from '#platform/kit/bounded-cache.ts';
import { dayOf } from '#platform/kit/days.ts';
import { isSeenByPerson, type PageRequest } from './page-view.ts';
import { addViews, selectTimeZones } from './store.ts';
import { createViewCounts, type ViewCount, type ViewCounts } from './view-counts.ts';

export type LinkPageView = PageRequest & { readonly organizationId: string; readonly linkId: string };

type Counting = {
  readonly counts: ViewCounts;
  timer: NodeJS.Timeout | undefined;
  /** The writing that runs, so that there is one at a time. */
  writing: Promise<void>;
};

const intervalMs = 1_000;
/** Rows over which the views of a link and day are spread; instances that drew different ones never meet. */
const shards = 16;
const shard = Math.floor(Math.random() * shards);

const countingOf = onePer<Database, Counting>(() => ({
  counts: createViewCounts(),
  timer: undefined,
  writing: Promise.resolve(),
}));

/**
 * Counts a page of a link that was rendered to a person. Only memory is touched here: what was counted is written
 * down together, about once a second, so that counting never slows or fails the page.
 */
export function countView(context: Context, { organizationId, linkId, ...request }: LinkPageView): void {
  if (!isSeenByPerson(request)) return;
  const counting = countingOf(context.database);
  counting.counts.add({ organizationId, linkId, seenAt: context.clock.now(), views: 1 });
  counting.timer ??= setTimeout(() => void flushViews(context), intervalMs).unref();
}

/** Writes down what was counted; also before an instance stops. What cannot be written is kept for the next time. */
export function flushViews(context: Context): Promise<void> {
  const counting = countingOf(context.database);
  clearTimeout(counting.timer);
  counting.timer = undefined;
  counting.writing = counting.writing.then(() => write(context, counting));
  return counting.writing;
}

async function write(context: Context, { counts }: Counting): Promise<void> {
  if (counts.isEmpty) return;
  const taken = counts.take();
  try {
    await writeDown(context, taken);
  } catch (error) {
    for (const count of taken) counts.add(count);
    if (!isToldAlready(error))
      context.log.warn({ err: error }, 'views could not be written down; they are kept for the next time');
  }
}

async function writeDown({ database }: Context, counts: readonly ViewCount[]): Promise<void> {
  await database.transaction(async (tx) => {
    const zones = await selectTimeZones(tx, [...new Set(counts.map((count) => count.organizationId))]);
    const rows = counts.flatMap(({ organizationId, linkId, seenAt, views }) => {
      const timeZone = zones.get(organizationId);
      return timeZone ? [{ organizationId, linkId, day: dayOf(seenAt, timeZone), views }] : [];
    });
    await addViews(tx, rows, shard);
  });
}
