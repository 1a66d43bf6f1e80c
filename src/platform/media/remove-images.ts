import type { Handle } from '#platform/db/database.ts';
import { deleteImages } from './store.ts';

/** A step: removes images that nothing shows, unless a merchant named one again since. */
export async function removeImages(
  tx: Handle,
  hashes: readonly string[],
  unusedSince: Date,
): Promise<number> {
  return hashes.length === 0 ? 0 : deleteImages(tx, hashes, unusedSince);
}
