import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { checkLimit } from './payment-link.ts';
import { deletePlaces, insertPlaces, lockPaidCount, lockPlaces, updateMaxUses } from './store.ts';
import type { StoredLink } from './stored-link.ts';

/**
 * A step: gives a link another limit, or none, under the lock of what counts its places. The link's row is locked
 * by the caller, so nobody else changes the limit meanwhile.
 *
 * @returns the limit before, where that was a change
 * @throws 400 `max_uses_below_uses`
 */
export async function changeLimit(
  tx: Handle,
  context: Context,
  link: StoredLink,
  maxUses: number | null,
): Promise<{ readonly before: number | null } | undefined> {
  const { organizationId, id } = link;
  const places = await lockPlaces(tx, organizationId, id, context.clock.offsetMs);
  if (!places) return maxUses === null ? undefined : setLimit(tx, link, maxUses);
  if (maxUses === null) {
    await deletePlaces(tx, organizationId, id);
    return { before: places.maxUses };
  }
  if (maxUses === places.maxUses) return undefined;
  const refusal = checkLimit(maxUses, places);
  if (refusal) throw refusal;
  await updateMaxUses(tx, organizationId, id, maxUses);
  return { before: places.maxUses };
}

/** Every payment so far is a use; checkouts that are open now take their place when they are paid. */
async function setLimit(
  tx: Handle,
  { organizationId, id }: StoredLink,
  maxUses: number,
): Promise<{ before: null }> {
  const used = await lockPaidCount(tx, organizationId, id);
  const refusal = checkLimit(maxUses, { used, held: 0 });
  if (refusal) throw refusal;
  await insertPlaces(tx, organizationId, id, { maxUses, used, held: 0 });
  return { before: null };
}
