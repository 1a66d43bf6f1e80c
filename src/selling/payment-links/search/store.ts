import { type RawBuilder, sql } from 'kysely';
import type { LinkSortKey } from '#platform/contract/payment-links.ts';
import { databaseNow, type Handle, rows } from '#platform/db/database.ts';
import { madeIn } from '#platform/db/id-range.ts';
import {
  type IdWindow,
  inPageOrder,
  type PageRequest,
  pageClause,
  toIdWindow,
  windowRequest,
} from '#platform/db/page.ts';
import { type SortedPageRequest, type SortedPlace, sortedPageClause } from '#platform/db/sorted-page.ts';
import { currencies } from '#platform/kit/money.ts';
import { type LinkStatus, unlimitedUses } from '../payment-link.ts';
import { selectPaymentLinksOf } from '../store.ts';
import type { LinkFilter, PaymentLink } from '../stored-link.ts';
import { endOfPrefix } from './link-words.ts';

/*
 * Finds which links a list shows; the list then reads those and no others. Each way through ends after a page or a
 * window of rows, however long the table is: an index is walked in the order of ids, and where values are left open,
 * the heads of all of them are merged. The status that was told last leads to the links, but never decides: that do
 * the switch, the clock and the places.
 */

// Dense matches are found among the newest rows, rare ones by their own index; between the two lies this many.
const windowSize = 1_000;

/**
 * The links of one page, in its order, with one more than asked. One statement finds and reads them: within it time
 * stands still, so a link is found and shown with the same status.
 */
export async function selectLinkPage(
  handle: Handle,
  organizationId: string,
  filter: LinkFilter,
  page: PageRequest,
  offsetMs: number,
): Promise<PaymentLink[]> {
  const find = filter.words.length > 0 ? searchedIds : orderedIds;
  const now = sql<Date>`date_trunc('milliseconds', ${databaseNow(offsetMs)})`;
  const ids = find(organizationId, filter, page, now);
  return inPageOrder(await selectPaymentLinksOf(handle, organizationId, ids, offsetMs), page);
}

/** For exports: those of the next `size` links that match, and from where to go on. */
export async function selectIdWindow(
  handle: Handle,
  organizationId: string,
  filter: LinkFilter,
  now: Date,
  size: number,
  after: string | undefined,
): Promise<IdWindow> {
  const page = windowRequest(size, after);
  const found = await rows<{ id: string; matches: boolean }>(
    handle,
    sql`
      select l.id, ${allOf(filter.words.map(hasWord(organizationId)))} as matches
      from (${orderedIds(organizationId, filter, page, sql`${now}`)}) l order by l.id desc
    `,
  );
  return toIdWindow(found, size);
}

/**
 * The places of one page of a list with a sort, in its order, with one more than asked. An index is walked; what was
 * sold and what is left change with every payment, so of links that changed since a job listed them it is summed now.
 */
export async function selectSortedPlaces(
  handle: Handle,
  organizationId: string,
  filter: LinkFilter,
  sortKey: LinkSortKey,
  page: SortedPageRequest,
  offsetMs: number,
): Promise<SortedPlace[]> {
  const now = sql<Date>`date_trunc('milliseconds', ${databaseNow(offsetMs)})`;
  const { key, type, changed } = sorts[sortKey];
  const conditions = [
    sql`l.organization_id = ${organizationId}`,
    sql`l.mode = ${filter.mode}`,
    ...madeWithin(filter),
    ...isNamed(filter),
    ...isNow(filter.status, now),
    ...(filter.currency ? [sql`l.currency = ${filter.currency}`] : []),
    ...filter.words.map(hasWord(organizationId)),
  ];
  const walk = (by: RawBuilder<unknown>, from: RawBuilder<unknown>, ...more: RawBuilder<unknown>[]) => {
    const { where, tail } = sortedPageClause(page, by, sql`l.id`, type);
    return sql<SortedPlace>`
      select l.id, (${by})::text as key from ${from} where ${allOf([where, ...conditions, ...more])} ${tail}`;
  };
  const listed = sql`payment_links l ${withPlaces}`;
  if (!changed) return rows(handle, walk(key, listed));
  // Each link that changed is looked up by its key: the offset keeps the planner from reading all links for that.
  const unlisted = sql`
    changed cross join lateral (
      select * from payment_links where organization_id = ${organizationId} and id = changed.id offset 0
    ) l ${withPlaces} ${changed.from}`;
  const { tail } = sortedPageClause(page, sql`f.key::bigint`, sql`f.id`, type);
  return rows(
    handle,
    sql<SortedPlace>`
      with changed as materialized (
        select distinct payment_link_id as id from ${changed.table} where organization_id = ${organizationId} and not is_listed
      )
      select f.id, f.key from (
        (${walk(key, listed, sql`l.id not in (select id from changed)`)}) union all (${walk(changed.key, unlisted)})
      ) f ${tail}
    `,
  );
}

type Sort = {
  readonly key: RawBuilder<unknown>;
  readonly type: 'text' | 'bigint';
  /** Where it is kept of each link: the rows that it comes from, and what it is of them. */
  readonly changed?: {
    readonly table: RawBuilder<unknown>;
    readonly from: RawBuilder<unknown>;
    readonly key: RawBuilder<unknown>;
  };
};

const counted = (sum: RawBuilder<unknown>) => ({
  table: sql`payment_link_counters`,
  from: sql`
    cross join lateral (
      select coalesce(sum(${sum}), 0)::bigint as now from payment_link_counters c
      where c.organization_id = l.organization_id and c.payment_link_id = l.id
    ) s`,
  key: sql`s.now`,
});

const sorts: Readonly<Record<LinkSortKey, Sort>> = {
  name: { key: sql`(sorted_name(l.name) collate "C")`, type: 'text' },
  expires_at: { key: sql`sorted_end(l.expires_at)`, type: 'bigint' },
  created_at: { key: sql`0::bigint`, type: 'bigint' },
  remaining_uses: {
    key: sql`l.listed_remaining_uses`,
    type: 'bigint',
    changed: {
      table: sql`payment_link_places`,
      from: sql``,
      key: sql`coalesce(p.max_uses - p.used - p.held, ${sql.lit(unlimitedUses)})`,
    },
  },
  paid_count: { key: sql`l.listed_paid_count`, type: 'bigint', changed: counted(sql`c.paid_count`) },
  revenue: {
    key: sql`l.listed_revenue_minor`,
    type: 'bigint',
    changed: counted(sql`case l.currency when 'USD' then c.gross_usd_minor - c.refunded_usd_minor
      else c.gross_eur_minor - c.refunded_eur_minor end`),
  },
};

/** Ids that fit every filter but the words, in order, walked along an index. */
function orderedIds(
  organizationId: string,
  filter: LinkFilter,
  page: PageRequest,
  now: RawBuilder<Date>,
): RawBuilder<{ id: string }> {
  const { status, currency } = filter;
  const { where, tail } = pageClause(page, sql`l.id`);
  const conditions = [
    where,
    sql`l.organization_id = ${organizationId}`,
    sql`l.mode = ${filter.mode}`,
    ...madeWithin(filter),
    ...isNamed(filter),
    ...isNow(status, now),
  ];
  const ofCurrency = currency ? [sql`l.currency = ${currency}`] : [];
  const walk = (...more: RawBuilder<unknown>[]) =>
    sql<{
      id: string;
    }>`select l.id from payment_links l ${withPlaces} where ${allOf([...conditions, ...more])} ${tail}`;
  const walkTold = (told: readonly LinkStatus[]) => sql<{ id: string }>`
    select l.id from unnest(${told}::text[]) as head(told_status)
      cross join unnest(${currency ? [currency] : currencies}::text[]) as of(currency)
      cross join lateral (${walk(sql`l.told_status = head.told_status`, sql`l.currency = of.currency`)}) l ${tail}`;
  switch (status) {
    case 'active':
      return walkTold(['active']);
    case 'expired':
      return sql`
        select l.id from (
          (${walkTold(['expired'])}) union all (
            with due as materialized (
              select l.id from payment_links l ${withPlaces}
              where ${allOf([...conditions, ...ofCurrency])} and l.told_status <> 'expired'
            )
            select l.id from due l ${tail}
          )
        ) l ${tail}`;
    case 'used_up':
      // The index holds the links of whose places at most a tenth is left, so its words are said as well.
      return sql`
        select l.id from payment_link_places p
          join payment_links l on l.organization_id = p.organization_id and l.id = p.payment_link_id
        where p.organization_id = ${organizationId} and (p.max_uses - p.used) * 10 <= p.max_uses
          and ${allOf([...conditions, ...ofCurrency])} ${tail}`;
    case 'deleted':
    case 'inactive':
      return walk(...ofCurrency);
    case undefined:
      return currency ? walkTold(['active', 'inactive', 'expired', 'used_up', 'deleted']) : walk();
  }
}

/** Dense matches are among the newest; only when those do not fill the page, and there are more, the words are asked. */
function searchedIds(
  organizationId: string,
  filter: LinkFilter,
  page: PageRequest,
  now: RawBuilder<Date>,
): RawBuilder<{ id: string }> {
  const { tail } = pageClause(page, sql`l.id`);
  const among = pageClause(page, sql`found.id`);
  const window = orderedIds(organizationId, filter, { ...page, limit: windowSize - 1 }, now);
  const isNeeded = sql`
    (select count(*) from newest) = ${windowSize} and (select count(*) from dense) <= ${page.limit}`;
  const withWord = (word: string) => sql`
    select payment_link_id as id from payment_link_words
    where organization_id = ${organizationId} and mode = ${filter.mode} and ${beginsWith(word)} and ${isNeeded}`;
  const [first, ...others] = filter.words.map(withWord) as [RawBuilder<unknown>, ...RawBuilder<unknown>[]];
  // Links are found once, however many of their words begin like this: an intersection sees to it by itself.
  const candidates =
    others.length > 0
      ? sql.join([first, ...others], sql` intersect `)
      : sql`select distinct id from (${first}) word`;
  const exact = [
    sql`l.mode = ${filter.mode}`,
    ...madeWithin(filter),
    ...isNow(filter.status, now),
    ...(filter.currency ? [sql`l.currency = ${filter.currency}`] : []),
  ];
  // Candidates come in the order of the page, so that no more of them are looked at than it takes to fill it. Each is
  // looked up by its key: the offsets keep the planner from walking all links in search of them instead.
  return sql`
    with newest as materialized (${window}), dense as materialized (
      select l.id from newest l where ${allOf(filter.words.map(hasWord(organizationId)))} ${tail}
    ), rare as materialized (
      select found.id from (
        select found.id from (${candidates}) found where ${among.where} ${among.order} offset 0
      ) found cross join lateral (
        select from payment_links l ${withPlaces}
        where l.organization_id = ${organizationId} and l.id = found.id and ${allOf(exact)} offset 0
      ) fits
      ${among.tail}
    )
    select l.id from (select id from dense union select id from rare) l ${tail}`;
}

function isNamed({ ids }: LinkFilter): RawBuilder<unknown>[] {
  return ids ? [sql`l.id >= ${ids.first}::uuid`, sql`l.id <= ${ids.last}::uuid`] : [];
}

function madeWithin({ createdAfter, createdBefore }: LinkFilter): RawBuilder<unknown>[] {
  return madeIn(sql`l.id`, sql`l.created_at`, { from: createdAfter, until: createdBefore });
}

/** The same decision as `deriveStatus`, in the same order. Left open: every status but `deleted`. */
function isNow(status: LinkStatus | undefined, now: RawBuilder<Date>): RawBuilder<unknown>[] {
  if (status === 'deleted') return [sql`l.deleted_at is not null`];
  if (status === undefined) return [sql`l.deleted_at is null`];
  if (status === 'inactive') return [sql`l.deleted_at is null and not l.is_active`];
  const isOn = sql`l.deleted_at is null and l.is_active`;
  if (status === 'expired') return [isOn, sql`l.expires_at <= ${now}`];
  const isLeft = sql`(l.expires_at is null or l.expires_at > ${now})`;
  if (status === 'used_up') return [isOn, isLeft, sql`p.used >= p.max_uses`];
  return [isOn, isLeft, sql`(p.max_uses is null or p.used < p.max_uses)`];
}

const withPlaces = sql`
  left join payment_link_places p on p.organization_id = l.organization_id and p.payment_link_id = l.id`;

/** For the link whose id is `l.id`: looked up link by link, never by reading all links with that word. */
function hasWord(organizationId: string) {
  return (word: string): RawBuilder<unknown> => sql`exists (
    select from payment_link_words w
    where w.organization_id = ${organizationId} and w.payment_link_id = l.id and ${beginsWith(word)} offset 0
  )`;
}

/** The column alone: one table with words is in sight wherever this stands. */
function beginsWith(word: string): RawBuilder<unknown> {
  return sql`word >= ${word} and word < ${endOfPrefix(word)}`;
}

function allOf(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`true` : sql.join([...conditions], sql` and `);
}
