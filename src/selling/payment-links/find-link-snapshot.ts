import type { Context } from '#platform/context.ts';
import type { Database } from '#platform/db/database.ts';
import { type BoundedCache, createBoundedCache, onePer } from '#platform/kit/bounded-cache.ts';
import { isUuid } from '#platform/kit/ids.ts';
import { selectSnapshot } from './store.ts';
import type { LinkSnapshot } from './stored-link.ts';

export type { LinkSnapshot } from './stored-link.ts';

const cacheOf = onePer<Database, BoundedCache<LinkSnapshot>>(() => createBoundedCache(10_000));

/**
 * What a link sells and for how much, whatever its state. These facts never change after creation, so they are
 * read once and then kept.
 */
export async function findLinkSnapshot(context: Context, linkId: string): Promise<LinkSnapshot | undefined> {
  if (!isUuid(linkId)) return undefined;
  const cache = cacheOf(context.database);
  const known = cache.get(linkId);
  if (known) return known;
  const snapshot = await selectSnapshot(context.database, linkId);
  if (snapshot) cache.set(linkId, snapshot);
  return snapshot;
}
