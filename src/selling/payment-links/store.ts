import { type RawBuilder, sql } from 'kysely';
import type { Mode } from '#platform/contract/common.ts';
import { type Database, databaseNow, firstRow, type Handle, rows } from '#platform/db/database.ts';
import { inOrderOf } from '#platform/db/page.ts';
import { endsByClock } from './ends-by-clock.ts';
import { decodeLines, encodeLines } from './lines-json.ts';
import { closingTime, counterShards, expiryGraceMs, type LinkStatus, unlimitedUses } from './payment-link.ts';
import type { PreviewRow } from './preview.ts';
import type { LinkKey, LinkSnapshot, PaymentLink, StoredLink } from './stored-link.ts';

/*
 * Locks are always taken in this order: the link's row, its counters, its places, its checkouts. Beside its own
 * tables this noun reads checkouts, attempts and transactions of a link, and takes the places away from its checkouts
 * when the limit is cleared.
 */

const linkColumns = sql`
  l.organization_id as "organizationId", l.id, l.mode, l.name, l.currency, l.pricing_mode as "pricingMode", l.lines,
  l.is_active as "isActive", l.expires_at as "expiresAt", l.deleted_at as "deletedAt", l.metadata, l.version,
  l.created_by as "createdBy", l.created_at as "createdAt", l.updated_at as "updatedAt"`;

type LinesUnread = { readonly lines: unknown };
type LinkRow = Omit<PaymentLink, 'lines' | 'grossMinor' | 'refundedMinor'> &
  LinesUnread & {
    readonly grossUsd: bigint;
    readonly grossEur: bigint;
    readonly refundedUsd: bigint;
    readonly refundedEur: bigint;
  };

/** The database's time, for decisions about expiry. */
export async function readNow(handle: Handle, offsetMs: number): Promise<Date> {
  const row = await firstRow(
    handle,
    sql<{ now: Date }>`select date_trunc('milliseconds', ${databaseNow(offsetMs)}) as now`,
  );
  return (row as { now: Date }).now;
}

export async function insertPaymentLink(handle: Handle, link: StoredLink): Promise<void> {
  await sql`
    insert into payment_links (organization_id, id, mode, name, currency, pricing_mode, lines, is_active, expires_at,
      status_due_at, deleted_at, metadata, version, created_by, created_at, updated_at)
    values (${link.organizationId}, ${link.id}, ${link.mode}, ${link.name}, ${link.currency}, ${link.pricingMode},
      ${encodeLines(link.lines)}::jsonb, ${link.isActive}, ${link.expiresAt}, ${link.expiresAt}, ${link.deletedAt},
      ${JSON.stringify(link.metadata)}::jsonb, ${link.version}, ${link.createdBy}, ${link.createdAt}, ${link.updatedAt})
  `.execute(handle);
}

export async function lockPaymentLink(
  handle: Handle,
  organizationId: string,
  linkId: string,
): Promise<StoredLink | undefined> {
  const row = await firstRow(
    handle,
    sql<Omit<StoredLink, 'lines'> & LinesUnread>`
      select ${linkColumns} from payment_links l
      where l.organization_id = ${organizationId} and l.id = ${linkId} for update
    `,
  );
  return row && { ...row, lines: decodeLines(row.lines) };
}

/**
 * Writes what may change of a link's own row; its status is looked at again when it expires.
 *
 * @returns when the open checkouts of a link that is switched off or deleted are closed; null for any other
 */
export async function updatePaymentLinkRow(handle: Handle, link: StoredLink): Promise<Date | null> {
  const isOpen = link.isActive && !link.deletedAt;
  const row = await firstRow<{ closesAt: Date | null }>(
    handle,
    sql`
    update payment_links set name = ${link.name}, is_active = ${link.isActive}, expires_at = ${link.expiresAt},
      status_due_at = ${link.expiresAt}, deleted_at = ${link.deletedAt}, metadata = ${JSON.stringify(link.metadata)}::jsonb, version = ${link.version},
      updated_at = ${link.updatedAt}, closes_at = ${isOpen ? null : sql`case when is_active and deleted_at is null then ${closingTime(link.updatedAt)}::timestamptz else closes_at end`}
    where organization_id = ${link.organizationId} and id = ${link.id}
    returning closes_at as "closesAt"
  `,
  );
  return row?.closesAt ?? null;
}

export type LinkWord = { readonly id: string; readonly mode: Mode; readonly word: string };

/** Gives links the words by which they are found, in place of those they had. */
export async function replaceWords(
  handle: Handle,
  organizationId: string,
  linkIds: readonly string[],
  words: readonly LinkWord[],
): Promise<void> {
  await sql`
    delete from payment_link_words
    where organization_id = ${organizationId} and payment_link_id = any(${linkIds}::uuid[])
  `.execute(handle);
  await sql`
    insert into payment_link_words (organization_id, mode, word, payment_link_id)
    select ${organizationId}::uuid, mode, word, id
    from jsonb_to_recordset(${JSON.stringify(words)}::jsonb) as row(id uuid, mode text, word text)
  `.execute(handle);
}

export async function selectPaymentLink(
  handle: Handle,
  organizationId: string,
  linkId: string,
  offsetMs: number,
): Promise<PaymentLink | undefined> {
  const [link] = await readLinks(handle, organizationId, sql`l.id = ${linkId}`, offsetMs);
  return link;
}

/** The links with these ids, in the same order. */
export async function selectPaymentLinks(
  handle: Handle,
  organizationId: string,
  linkIds: readonly string[],
  offsetMs: number,
): Promise<PaymentLink[]> {
  if (linkIds.length === 0) return [];
  const found = await readLinks(handle, organizationId, sql`l.id = any(${linkIds}::uuid[])`, offsetMs);
  return inOrderOf(linkIds, found);
}

/** The links that another statement finds, in no order. */
export async function selectPaymentLinksOf(
  handle: Handle,
  organizationId: string,
  ids: RawBuilder<{ id: string }>,
  offsetMs: number,
): Promise<PaymentLink[]> {
  return readLinks(handle, organizationId, sql`l.id = any(array(${ids}))`, offsetMs);
}

/** Links with what belongs to each. */
async function readLinks(
  handle: Handle,
  organizationId: string,
  where: RawBuilder<unknown>,
  offsetMs: number,
): Promise<PaymentLink[]> {
  const found = await rows(
    handle,
    sql<LinkRow>`
      with clock as materialized (select date_trunc('milliseconds', ${databaseNow(offsetMs)}) as now)
      select page.*, coalesce(page.limited_used, counted.paid) as used,
        greatest(0, coalesce(page.limited_held, 0) - lapsed.count) as held,
        counted.paid as "paidCount", counted.gross_usd as "grossUsd", counted.gross_eur as "grossEur",
        counted.refunded_usd as "refundedUsd", counted.refunded_eur as "refundedEur",
        counted.last_paid_at as "lastPaidAt", seen.views
      from (
        select ${linkColumns}, p.max_uses as "maxUses", p.used as limited_used, p.held as limited_held, clock.now as "readAt"
        from payment_links l cross join clock
          left join payment_link_places p on p.organization_id = l.organization_id and p.payment_link_id = l.id
        where l.organization_id = ${organizationId} and ${where}
      ) page
      cross join lateral (
        select coalesce(sum(c.paid_count), 0)::integer as paid,
          coalesce(sum(c.gross_usd_minor), 0)::bigint as gross_usd, coalesce(sum(c.gross_eur_minor), 0)::bigint as gross_eur,
          coalesce(sum(c.refunded_usd_minor), 0)::bigint as refunded_usd,
          coalesce(sum(c.refunded_eur_minor), 0)::bigint as refunded_eur, max(c.last_paid_at) as last_paid_at
        from payment_link_counters c
        where c.organization_id = page."organizationId" and c.payment_link_id = page.id
      ) counted
      cross join lateral (
        select coalesce(sum(v.views), 0)::integer as views from payment_link_views v
        where v.organization_id = page."organizationId" and v.payment_link_id = page.id
      ) seen
      cross join lateral (
        select count(*)::integer as count from checkouts k
        where page."maxUses" is not null and ${isLapsed(sql`page."organizationId"`, sql`page.id`, sql`page."readAt"`)}
      ) lapsed
    `,
  );
  return found.map(toPaymentLink);
}

/** Open checkouts whose place has come back by the clock, whether or not anything has written that down yet. */
function isLapsed(
  organizationId: RawBuilder<unknown>,
  linkId: RawBuilder<unknown>,
  now: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    k.organization_id = ${organizationId} and k.payment_link_id = ${linkId} and k.status = 'open' and k.has_place
    and k.expires_at < ${now} - ${expiryGraceMs} * interval '1 millisecond'`;
}

function toPaymentLink(row: LinkRow): PaymentLink {
  // The row is the driver's own object, made for this call; a copy of it would cost more than the rest.
  return Object.assign(row, {
    lines: decodeLines(row.lines),
    grossMinor: { USD: row.grossUsd, EUR: row.grossEur },
    refundedMinor: { USD: row.refundedUsd, EUR: row.refundedEur },
  });
}

/**
 * Writes the status that is told about a link now; it is looked at again when it expires.
 *
 * @returns the status that was told before
 */
export async function updateToldStatus(
  handle: Handle,
  link: Pick<PaymentLink, 'organizationId' | 'id' | 'readAt'>,
  status: LinkStatus,
): Promise<LinkStatus | undefined> {
  const row = await firstRow(
    handle,
    sql<{ previous: LinkStatus }>`
      update payment_links l set told_status = ${status},
        status_due_at = case when l.expires_at > ${link.readAt} then l.expires_at end
      from (
        select told_status from payment_links
        where organization_id = ${link.organizationId} and id = ${link.id} for update
      ) before
      where l.organization_id = ${link.organizationId} and l.id = ${link.id}
      returning before.told_status as previous
    `,
  );
  return row?.previous;
}

/** Locks links whose status has to be looked at, those left out that another worker has. */
export async function claimStatusDue(handle: Handle, limit: number, offsetMs: number): Promise<LinkKey[]> {
  return rows(
    handle,
    sql<LinkKey>`
      select organization_id as "organizationId", id from payment_links
      where status_due_at <= ${databaseNow(offsetMs)} order by status_due_at limit ${limit} for update skip locked
    `,
  );
}

/** Has those of the links looked at that have no place left, unless that was told already. */
export async function markUsedUpDue(
  handle: Handle,
  links: readonly LinkKey[],
  offsetMs: number,
): Promise<void> {
  await sql`
    update payment_links l set status_due_at = ${databaseNow(offsetMs)}
    from (
      select distinct paid."organizationId", paid.id
      from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as paid("organizationId" uuid, id uuid)
        join payment_link_places p on p.organization_id = paid."organizationId" and p.payment_link_id = paid.id
      where p.used >= p.max_uses
    ) full_up
    where l.organization_id = full_up."organizationId" and l.id = full_up.id and l.told_status = 'active'
  `.execute(handle);
}

export type Places = { readonly maxUses: number; readonly used: number; readonly held: number };

/** Locks the places of a limited link; `held` leaves out those that lapsed. `undefined`: it has no limit. */
export async function lockPlaces(
  handle: Handle,
  organizationId: string,
  linkId: string,
  offsetMs: number,
): Promise<Places | undefined> {
  const places = await firstRow(
    handle,
    sql<Places>`
      select max_uses as "maxUses", used, held from payment_link_places
      where organization_id = ${organizationId} and payment_link_id = ${linkId} for update
    `,
  );
  if (!places) return undefined;
  // A statement of its own: only what starts after the lock sees every checkout that took a place before it.
  const lapsed = await firstRow(
    handle,
    sql<{ count: number }>`
      select count(*)::integer as count from checkouts k
      where ${isLapsed(sql`${organizationId}::uuid`, sql`${linkId}::uuid`, databaseNow(offsetMs))}
    `,
  );
  return { ...places, held: Math.max(0, places.held - (lapsed?.count ?? 0)) };
}

/**
 * Locks every counter row of a link, so that no payment of it is counted meanwhile, and sums what is paid. Missing
 * rows are added first: a row that does not exist yet cannot be locked.
 */
export async function lockPaidCount(handle: Handle, organizationId: string, linkId: string): Promise<number> {
  await sql`
    insert into payment_link_counters (organization_id, payment_link_id, shard)
    select ${organizationId}::uuid, ${linkId}::uuid, shard from generate_series(0, ${counterShards - 1}::integer) as shard
    on conflict (organization_id, payment_link_id, shard) do nothing
  `.execute(handle);
  const locked = await rows(
    handle,
    sql<{ paidCount: number }>`
      select paid_count as "paidCount" from payment_link_counters
      where organization_id = ${organizationId} and payment_link_id = ${linkId} order by shard for update
    `,
  );
  return locked.reduce((sum, row) => sum + row.paidCount, 0);
}

export async function insertPlaces(
  handle: Handle,
  organizationId: string,
  linkId: string,
  places: Places,
): Promise<void> {
  await sql`
    insert into payment_link_places (organization_id, payment_link_id, max_uses, used, held)
    values (${organizationId}, ${linkId}, ${places.maxUses}, ${places.used}, ${places.held})
  `.execute(handle);
}

export async function updateMaxUses(
  handle: Handle,
  organizationId: string,
  linkId: string,
  maxUses: number,
): Promise<void> {
  await sql`
    update payment_link_places set max_uses = ${maxUses}, is_listed = false
    where organization_id = ${organizationId} and payment_link_id = ${linkId}
  `.execute(handle);
}

/** Makes a link unlimited: its places go, and its checkouts keep none. */
export async function deletePlaces(handle: Handle, organizationId: string, linkId: string): Promise<void> {
  await sql`
    delete from payment_link_places where organization_id = ${organizationId} and payment_link_id = ${linkId}
  `.execute(handle);
  await sql`
    update payment_links set listed_remaining_uses = ${unlimitedUses}
    where organization_id = ${organizationId} and id = ${linkId}
  `.execute(handle);
  await sql`
    update checkouts set has_place = false
    where organization_id = ${organizationId} and payment_link_id = ${linkId}
      and status in ('open', 'processing') and has_place
  `.execute(handle);
}

const readSnapshot = {
  name: 'read_link_snapshot',
  text: `
    select organization_id as "organizationId", id, mode, currency, pricing_mode as "pricingMode", lines
    from payment_links where id = $1`,
};

/** By id alone: a buyer knows nothing else of a link. */
export async function selectSnapshot(database: Database, linkId: string): Promise<LinkSnapshot | undefined> {
  const [row] = await database.run<Omit<LinkSnapshot, 'lines'> & LinesUnread>(readSnapshot, [linkId]);
  return row && { ...row, lines: decodeLines(row.lines) };
}

// A free place is looked for before the time at which one comes back: most links have one. The offset has the seller
// looked up by its key: the planner would rather read a thousand of them side by side.
const readPreviews = {
  name: 'read_link_previews',
  text: `
    select l.id, l.organization_id as "organizationId", l.version, l.deleted_at as "deletedAt",
      l.is_active and o.status = 'active' as "isActive", l.expires_at as "expiresAt", o.version as "organizationVersion",
      p.max_uses as "maxUses", coalesce(p.used, 0) as used, greatest(0, coalesce(p.held, 0) - lapsed.count) as held,
      release.at as "releaseAt", clock.now as "readAt"
    from (select date_trunc('milliseconds', now() + $2::double precision * interval '1 millisecond') as now) clock
      join payment_links l on l.id = any($1::uuid[])
      cross join lateral (
        select seller.status, seller.version from organizations seller where seller.id = l.organization_id offset 0
      ) o
      left join payment_link_places p on p.organization_id = l.organization_id and p.payment_link_id = l.id
      cross join lateral (
        select count(*)::integer as count from checkouts k
        where p.held > 0 and k.organization_id = l.organization_id and k.payment_link_id = l.id and k.status = 'open'
          and k.has_place and k.expires_at < clock.now - ${expiryGraceMs} * interval '1 millisecond'
      ) lapsed
      left join lateral (
        select k.expires_at + ${expiryGraceMs} * interval '1 millisecond' as at from checkouts k
        where p.max_uses - p.used - p.held + lapsed.count <= 0
          and k.organization_id = l.organization_id and k.payment_link_id = l.id and ${endsByClock('k')}
          and k.has_place and k.expires_at >= clock.now - ${expiryGraceMs} * interval '1 millisecond'
        order by k.expires_at limit 1
      ) release on true`,
};

/** What decides about the previews of several links, in one statement; unknown ids are left out. */
export async function selectPreviews(
  database: Database,
  linkIds: readonly string[],
  offsetMs: number,
): Promise<PreviewRow[]> {
  return database.run<PreviewRow>(readPreviews, [linkIds, offsetMs]);
}
