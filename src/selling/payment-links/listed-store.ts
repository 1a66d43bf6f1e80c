import { sql } from 'kysely';
import { type Handle, rows } from '#platform/db/database.ts';
import { unlimitedUses } from './payment-link.ts';
import type { LinkKey } from './stored-link.ts';

/** Locks links of which something was sold, held or given back since lists last heard of them; others skip those. */
export async function claimUnlisted(handle: Handle, limit: number): Promise<LinkKey[]> {
  return rows(
    handle,
    sql<LinkKey>`
      select l.organization_id as "organizationId", l.id
      from (
        (select distinct organization_id, payment_link_id from payment_link_counters where not is_listed limit ${limit})
        union
        (select organization_id, payment_link_id from payment_link_places where not is_listed limit ${limit})
      ) changed
      join payment_links l on l.organization_id = changed.organization_id and l.id = changed.payment_link_id
      order by l.organization_id, l.id limit ${limit} for no key update of l skip locked
    `,
  );
}

/** Rows that a buyer is changing right now are left: they stay unlisted, and their turn comes again. */
export async function markListed(handle: Handle, links: readonly LinkKey[]): Promise<void> {
  const of = JSON.stringify(links);
  await sql`
    update payment_link_counters c set is_listed = true
    from (
      select k.organization_id, k.payment_link_id, k.shard
      from jsonb_to_recordset(${of}::jsonb) as link("organizationId" uuid, id uuid)
        join payment_link_counters k on k.organization_id = link."organizationId" and k.payment_link_id = link.id
      where not k.is_listed for update of k skip locked
    ) free
    where c.organization_id = free.organization_id and c.payment_link_id = free.payment_link_id and c.shard = free.shard
  `.execute(handle);
  await sql`
    update payment_link_places p set is_listed = true
    from (
      select k.organization_id, k.payment_link_id
      from jsonb_to_recordset(${of}::jsonb) as link("organizationId" uuid, id uuid)
        join payment_link_places k on k.organization_id = link."organizationId" and k.payment_link_id = link.id
      where not k.is_listed for update of k skip locked
    ) free
    where p.organization_id = free.organization_id and p.payment_link_id = free.payment_link_id
  `.execute(handle);
}

/** What lists sort by, summed anew; a statement after `markListed`, so that it sees all that was marked. */
export async function updateListed(handle: Handle, links: readonly LinkKey[]): Promise<void> {
  await sql`
    update payment_links l
    set listed_paid_count = now.paid, listed_revenue_minor = now.revenue, listed_remaining_uses = now.remaining
    from (
      select k.organization_id, k.id, coalesce(sum(c.paid_count), 0)::integer as paid,
        coalesce(sum(case k.currency when 'USD' then c.gross_usd_minor - c.refunded_usd_minor
          else c.gross_eur_minor - c.refunded_eur_minor end), 0)::bigint as revenue,
        coalesce(min(p.max_uses - p.used - p.held), ${unlimitedUses})::integer as remaining
      from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as link("organizationId" uuid, id uuid)
        join payment_links k on k.organization_id = link."organizationId" and k.id = link.id
        left join payment_link_counters c on c.organization_id = k.organization_id and c.payment_link_id = k.id
        left join payment_link_places p on p.organization_id = k.organization_id and p.payment_link_id = k.id
      group by k.organization_id, k.id
    ) now
    where l.organization_id = now.organization_id and l.id = now.id
      and (l.listed_paid_count, l.listed_revenue_minor, l.listed_remaining_uses) is distinct from (now.paid, now.revenue, now.remaining)
  `.execute(handle);
}
