import type { Context } from '#platform/context.ts';
import { type Swept, swept } from '#platform/db/retention.ts';
import { removeImages } from '#platform/media/remove-images.ts';
import { selectUnusedImages } from './store.ts';

const dayMs = 86_400_000;
// An image has up to a mebibyte.
const imagesAtOnce = 50;

/** Removes images that were replaced before they were ever sold, a day after a merchant last named them. */
export async function removeUnusedImages({ database, clock }: Context, limit: number): Promise<Swept> {
  const before = new Date(clock.now().getTime() - dayMs);
  const atOnce = Math.min(limit, imagesAtOnce);
  return database.transaction(async (tx) => {
    const hashes = await selectUnusedImages(tx, before, atOnce);
    return swept(await removeImages(tx, hashes, before), atOnce);
  });
}
