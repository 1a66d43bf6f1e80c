import type { Database, Statement } from '#platform/db/database.ts';
import { expiryGraceMs } from '#selling/payment-links/payment-link.ts';
import { keptPlaces, lapsesOf } from './kept-places.ts';

/** What decides whether a checkout that keeps a place may be given more time. */
export type Kept = {
  /** Lifetimes of a checkout for which its address kept places of the link for nothing. */
  readonly lapses: number;
  /** Whether every place of the link is used or held. */
  readonly isFull: boolean;
};

const findKeptOf: Statement = {
  name: 'find_kept_of_checkout',
  text: `select ${lapsesOf('kept.seconds', '$4::integer')} as lapses, place.max_uses - place.used - place.held + lapsed.count <= 0 as "isFull"
    from (select now() + $3::double precision * interval '1 millisecond' as now) clock
      join checkouts c on c.organization_id = $1 and c.id = $2
      join payment_link_places place on place.organization_id = c.organization_id and place.payment_link_id = c.payment_link_id
      cross join lateral (${keptPlaces({ organizationId: 'c.organization_id', linkId: 'c.payment_link_id', addressHash: 'c.address_hash', now: 'clock.now' })}) kept
      cross join lateral (
        select count(*)::integer as count from checkouts k
        where k.organization_id = c.organization_id and k.payment_link_id = c.payment_link_id and k.status in ('open', 'processing')
          and k.status = 'open' and k.has_place and k.expires_at < clock.now - $5::integer * interval '1 millisecond'
      ) lapsed
    where c.has_place and c.address_hash is not null`,
};

/** Undefined for a checkout that keeps no place, or whose address is not known. */
export async function findKept(
  database: Database,
  checkout: { readonly organizationId: string; readonly id: string },
  offsetMs: number,
  lifeSeconds: number,
): Promise<Kept | undefined> {
  const { organizationId, id } = checkout;
  const [kept] = await database.run<Kept>(findKeptOf, [
    organizationId,
    id,
    offsetMs,
    lifeSeconds,
    expiryGraceMs,
  ]);
  return kept;
}
