export type ViewCount = {
  readonly organizationId: string;
  readonly linkId: string;
  /** The second in which they were seen. */
  readonly seenAt: Date;
  readonly views: number;
};

/** Views that are counted and not yet written down. */
export type ViewCounts = {
  add(count: ViewCount): void;
  /** Hands everything out and begins anew. */
  take(): ViewCount[];
  readonly isEmpty: boolean;
};

// A database that stays away must not fill the memory: what goes beyond is lost.
const maximumEntries = 20_000;

export function createViewCounts(limit = maximumEntries): ViewCounts {
  let counts = new Map<string, ViewCount>();
  return {
    get isEmpty() {
      return counts.size === 0;
    },
    add(count) {
      const second = Math.floor(count.seenAt.getTime() / 1000);
      const key = `${count.linkId} ${second}`;
      const known = counts.get(key);
      if (known) counts.set(key, { ...known, views: known.views + count.views });
      else if (counts.size < limit) counts.set(key, count);
    },
    take() {
      const taken = [...counts.values()];
      counts = new Map();
      return taken;
    },
  };
}
