import { problem } from '#platform/contract/errors.ts';
import type { Clock } from '#platform/kit/clock.ts';

/** How many requests one subject may make in how long. */
export type Limit = { readonly most: number; readonly everySeconds: number };
export type Limits = Readonly<Record<string, Limit>>;

export const perMinute = (most: number): Limit => ({ most, everySeconds: 60 });
export const perHour = (most: number): Limit => ({ most, everySeconds: 3_600 });

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
  readonly subject: string;
  local: number;
  unsent: number;
  others: number;
  /** Requests of the window before. */
  readonly previous: number;
};

/** What is counted under one name, for this window and the one before; older counts go with their maps. */
type Bucket = {
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  window: number;
  entries: Map<string, Entry>;
  previousEntries: Map<string, Entry>;
  /** Those of this window that others should hear of. */
  news: Set<Entry>;
};

const maximumEntries = 100_000;
// The first ones of a map are slow to find when many before them were taken out, so they go many at a time.
const evictedAtOnce = 10_000;

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
 * Limits by a sliding window. Each instance counts in memory, so that a request costs no write, and learns within a
 * second what the others counted. A subject that is over its limit is told when to come back.
 */
export function createRateLimiter(limits: Limits, clock: Clock): RateLimiter {
  const buckets = new Map(
    Object.entries(limits).map(([name, { most, everySeconds }]): [string, Bucket] => [
      name,
      {
        name,
        limit: most,
        windowMs: everySeconds * 1000,
        window: -1,
        entries: new Map(),
        previousEntries: new Map(),
        news: new Set(),
      },
    ]),
  );

  const entryOf = (bucket: Bucket, subject: string): Entry => {
    const known = bucket.entries.get(subject);
    if (known) return known;
    const before = bucket.previousEntries.get(subject);
    const fresh = {
      subject,
      local: 0,
      unsent: 0,
      others: 0,
      previous: before ? before.local + before.others : 0,
    };
    if (bucket.entries.size >= maximumEntries) evictOldest(bucket.entries);
    bucket.entries.set(subject, fresh);
    return fresh;
  };

  const tell = async (shared: SharedCounts, bucket: Bucket, news: readonly Entry[]): Promise<void> => {
    const { name, window, windowMs } = bucket;
    const windowStartedAt = new Date(window * windowMs);
    const sent = news.map(({ subject, unsent }) => ({
      bucket: name,
      subject,
      windowStartedAt,
      count: unsent,
    }));
    for (const entry of news) {
      entry.unsent = 0;
      bucket.news.delete(entry);
    }
    const sums = await shared.add(sent).catch((error: unknown) => {
      // Told again the next time.
      news.forEach((entry, index) => {
        entry.unsent += sent[index]?.count ?? 0;
        if (bucket.window === window) bucket.news.add(entry);
      });
      throw error;
    });
    for (const sum of sums) {
      const entry = bucket.window === window ? bucket.entries.get(sum.subject) : undefined;
      if (entry && sum.bucket === name && sum.windowStartedAt.getTime() === windowStartedAt.getTime())
        entry.others = Math.max(0, sum.count - (entry.local - entry.unsent));
    }
  };

  return {
    take: (name, subject) => {
      const bucket = buckets.get(name);
      if (!bucket) return;
      const { windowMs } = bucket;
      const now = clock.now().getTime();
      turnTo(bucket, Math.floor(now / windowMs));
      const entry = entryOf(bucket, subject);
      const elapsed = (now % windowMs) / windowMs;
      const inLastWindow = entry.local + entry.others + entry.previous * (1 - elapsed);
      if (inLastWindow >= bucket.limit) throw tooMany(Math.ceil((windowMs - (now % windowMs)) / 1000));
      entry.local += 1;
      entry.unsent += 1;
      if (entry.local >= worthTelling) bucket.news.add(entry);
    },
    exchange: async (shared) => {
      const now = clock.now().getTime();
      for (const bucket of buckets.values()) {
        turnTo(bucket, Math.floor(now / bucket.windowMs));
        const news = [...bucket.news];
        for (let first = 0; first < news.length; first += toldAtOnce)
          await tell(shared, bucket, news.slice(first, first + toldAtOnce));
      }
    },
  };
}

/** Begins a new window where the last one is over. */
function turnTo(bucket: Bucket, window: number): void {
  if (bucket.window === window) return;
  bucket.previousEntries = bucket.window === window - 1 ? bucket.entries : new Map();
  bucket.entries = new Map();
  bucket.news = new Set();
  bucket.window = window;
}

function evictOldest(entries: Map<string, Entry>): void {
  let left = evictedAtOnce;
  for (const subject of entries.keys()) {
    if (left-- === 0) return;
    entries.delete(subject);
  }
}

function tooMany(waitSeconds: number) {
  const wait = waitSeconds > 120 ? `${Math.ceil(waitSeconds / 60)} minutes` : `${waitSeconds} seconds`;
  return problem('rate_limited', {
    detail: `There were too many requests; try again in ${wait}. Nothing was charged.`,
    headers: { 'retry-after': String(waitSeconds) },
  });
}
