/*
 * What an address kept of a limited link without paying. Nothing is kept for that beside the checkouts themselves.
 */

/** Expressions of SQL that name an address of a link, and a time. */
type Asking = {
  readonly organizationId: string;
  readonly linkId: string;
  readonly addressHash: string;
  readonly now: string;
};

/**
 * A query of one row for a `lateral`: `begun_at` and `ended_at` of the last place that an address gave back, null when
 * there is none, `promised_at`, at which others were told that it comes back, and `seconds` in which it kept at least one. Counted is what ended in the last day and since the address
 * last paid. A canceled checkout counts like a lapsed one, or whoever cancels just before the end would be nobody; one
 * whose sale was closed is nobody's fault. Of the newest 200, so that what is read is bounded.
 */
export function keptPlaces({ organizationId, linkId, addressHash, now }: Asking): string {
  return `select (array_agg(ended.created_at order by ended.ended_at desc))[1] as begun_at, max(ended.ended_at) as ended_at,
      (array_agg(ended.expires_at order by ended.ended_at desc))[1] as promised_at,
      coalesce(sum(greatest(0, extract(epoch from ended.ended_at - ended.counted_from))), 0)::integer as seconds
    from (
      select kept.*, max(kept.paid_at) over () as last_paid_at,
        greatest(kept.created_at, max(kept.ended_at) over (order by kept.created_at, kept.id rows between unbounded preceding and 1 preceding)) as counted_from
      from (
        (
          select closed.id, closed.created_at, closed.expires_at, least(closed.closed_at, closed.expires_at) as ended_at, closed.paid_at, closed.cancel_reason
          from checkouts closed
          where closed.organization_id = ${organizationId} and closed.payment_link_id = ${linkId} and closed.address_hash = ${addressHash}
            and closed.closed_at > ${now} - interval '1 day'
          order by closed.closed_at desc limit 200
        ) union all (
          select lapsed.id, lapsed.created_at, lapsed.expires_at, lapsed.expires_at, null, null from checkouts lapsed
          where lapsed.organization_id = ${organizationId} and lapsed.payment_link_id = ${linkId} and lapsed.address_hash = ${addressHash}
            and lapsed.status in ('open', 'processing') and lapsed.has_place and lapsed.status = 'open' and lapsed.expires_at <= ${now}
        )
      ) kept
    ) ended
    where ended.paid_at is null and ended.ended_at > coalesce(ended.last_paid_at, '-infinity') and ended.cancel_reason is distinct from 'link_closed'`;
}

/** How many lifetimes of a checkout an address kept places for nothing, as SQL. */
export function lapsesOf(keptSeconds: string, lifeSeconds: string): string {
  // A lifetime that ends at its expiry is a whole one, also where a fraction of a second is lost.
  return `floor((${keptSeconds} + 1) / ${lifeSeconds})::integer`;
}
