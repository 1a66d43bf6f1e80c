import { problem } from '#platform/contract/errors.ts';
import type { Clock } from '#platform/kit/clock.ts';

/** How many requests one subject may make in a minute. */
export type Limits = Readonly<Record<string, number>>;

export type CountedSubject = {
  readonly bucket: string;
  readonly subject: string;
  readonly windowStartedAt: Date;
};
export type SharedCounts = {
  /** Adds what this instance counted and gives the sums of all. */
  add(
    counts: readonly (CountedSubject & { readonly count: number })[],
  ): Promise<(CountedSubject & { readonly count: number })[]>;
};

type Entry = {
  bucket: string;
  subject: string;
  window: number;
  local: number;
  unsent: number;
  others: number;
  previous: number;
};

const windowMs = 60_000;
const maximumEntries = 100_000;

/*
 * In a flash sale most addresses ask once or twice. Telling the other instances of each would cost a tenth of what the
 * requests cost, to keep two requests a minute and instance from counting.
 */
const worthTelling = 3;
const toldAtOnce = 500;

export type RateLimiter = {
  /** Counts a request, or throws 429 with the time to wait. */
  take(bucket: string, subject: string): void;
  /** Exchanges counts with the other instances, of subjects with three requests or more; called every second. */
  exchange(shared: SharedCounts): Promise<void>;
};

/**
 * Limits by a sliding minute. Each instance counts in memory, so that a request costs no write, and learns within a
 * second what the others counted. A subject that is over its limit is told when to come back.
 */
export function createRateLimiter(limits: Limits, clock: Clock): RateLimiter {
  const entries = new Map<string, Entry>();

  const entryOf = (bucket: string, subject: string, window: number): Entry => {
    const key = `${bucket}\n${subject}`;
    const known = entries.get(key);
    if (known?.window === window) return known;
    const previous = known && known.window === window - 1 ? known.local + known.others : 0;
    const fresh = { bucket, subject, window, local: 0, unsent: 0, others: 0, previous };
    entries.delete(key);
    entries.set(key, fresh);
    if (entries.size > maximumEntries) entries.delete(entries.keys().next().value as string);
    return fresh;
  };

  const tell = async (shared: SharedCounts, news: readonly Entry[]): Promise<void> => {
    const sent = news.map(({ bucket, subject, window, unsent }) => ({
      bucket,
      subject,
      windowStartedAt: new Date(window * windowMs),
      count: unsent,
    }));
    for (const entry of news) entry.unsent = 0;
    const sums = await shared.add(sent).catch((error: unknown) => {
      // Told again the next time.
      news.forEach((entry, index) => {
        entry.unsent += sent[index]?.count ?? 0;
      });
      throw error;
    });
    for (const sum of sums) {
      const entry = entries.get(`${sum.bucket}\n${sum.subject}`);
      if (entry && entry.window * windowMs === sum.windowStartedAt.getTime())
        entry.others = Math.max(0, sum.count - (entry.local - entry.unsent));
    }
  };

  return {
    take: (bucket, subject) => {
      const limit = limits[bucket];
      if (limit === undefined) return;
      const now = clock.now().getTime();
      const entry = entryOf(bucket, subject, Math.floor(now / windowMs));
      const elapsed = (now % windowMs) / windowMs;
      const inLastMinute = entry.local + entry.others + entry.previous * (1 - elapsed);
      if (inLastMinute >= limit) throw tooMany(Math.ceil((windowMs - (now % windowMs)) / 1000));
      entry.local += 1;
      entry.unsent += 1;
    },
    exchange: async (shared) => {
      const window = Math.floor(clock.now().getTime() / windowMs);
      const news = [...entries.values()].filter(
        (entry) => entry.window === window && entry.unsent > 0 && entry.local >= worthTelling,
      );
      for (let first = 0; first < news.length; first += toldAtOnce)
        await tell(shared, news.slice(first, first + toldAtOnce));
    },
  };
}

function tooMany(waitSeconds: number) {
  return problem('rate_limited', {
    detail: `There were too many requests; try again in ${waitSeconds} seconds. Nothing was charged.`,
    headers: { 'retry-after': String(waitSeconds) },
  });
}
