import { type RawBuilder, sql } from 'kysely';
import { type Handle, rows } from '#platform/db/database.ts';
import { idsMadeIn } from '#platform/db/id-range.ts';
import { type PageRequest, pageClause } from '#platform/db/page.ts';
import type { LinkFilter } from '../stored-link.ts';
import { endOfPrefix } from './link-words.ts';

/*
 * Finds which links a list shows; the list then reads those and no others. Equal values are walked in the order of
 * ids by an index. What no index has in that order (a status that follows from the clock, a word) is looked for among
 * the newest first, where dense matches are, and only then by its own index, where rare ones are few.
 */

// Dense matches are found among the newest rows, rare ones by their own index; between the two lies this many.
const windowSize = 1_000;

/** Ids of one page, in its order, with one more than asked. `now` decides which links have expired. */
export async function selectLinkIds(
  handle: Handle,
  organizationId: string,
  filter: LinkFilter,
  page: PageRequest,
  now: Date,
): Promise<string[]> {
  const statement =
    looseConditions(filter, now).length > 0
      ? searchedIds(organizationId, filter, page, now)
      : orderedIds(organizationId, filter, page);
  return (await rows<{ id: string }>(handle, statement)).map(({ id }) => id);
}

export type IdWindow = { readonly ids: string[]; readonly next: string | undefined };

/** For exports: those of the next `size` links that match, and from where to go on. */
export async function selectIdWindow(
  handle: Handle,
  organizationId: string,
  filter: LinkFilter,
  now: Date,
  size: number,
  after: string | undefined,
): Promise<IdWindow> {
  const page = { limit: size - 1, ...(after ? { after } : {}) };
  const found = await rows<{ id: string; matches: boolean }>(
    handle,
    sql`
      select l.id, ${allOf(looseConditions(filter, now))} as matches
      from (${orderedIds(organizationId, filter, page)}) walked
        join payment_links l on l.organization_id = ${organizationId} and l.id = walked.id ${withPlaces}
      order by l.id desc
    `,
  );
  return {
    ids: found.filter((row) => row.matches).map(({ id }) => id),
    next: found.length < size ? undefined : found.at(-1)?.id,
  };
}

/** Ids that fit every filter with an index in their order. */
function orderedIds(
  organizationId: string,
  filter: LinkFilter,
  page: PageRequest,
): RawBuilder<{ id: string }> {
  const { where, tail } = pageClause(page, sql`l.id`);
  const conditions = allOf([where, ...firmConditions(filter)]);
  if (filter.status === 'used_up') {
    // The index holds the links of whose places at most a tenth is left, so the condition is said in its words, too.
    return sql`
      select l.id from payment_link_places p
        join payment_links l on l.organization_id = p.organization_id and l.id = p.payment_link_id
      where p.organization_id = ${organizationId} and (p.max_uses - p.used) * 10 <= p.max_uses and ${conditions} ${tail}`;
  }
  return sql`select l.id from payment_links l where l.organization_id = ${organizationId} and ${conditions} ${tail}`;
}

/** Dense matches are among the newest; only when those do not fill the page, and there are more, the index is asked. */
function searchedIds(
  organizationId: string,
  filter: LinkFilter,
  page: PageRequest,
  now: Date,
): RawBuilder<{ id: string }> {
  const { where, tail } = pageClause(page, sql`l.id`);
  const loose = allOf(looseConditions(filter, now));
  const window = orderedIds(organizationId, filter, { ...page, limit: windowSize - 1 });
  const all = allOf([where, ...firmConditions(filter), ...looseConditions(filter, now)]);
  const isNeeded = sql`
    (select count(*) from newest) = ${windowSize} and (select count(*) from dense) <= ${page.limit}`;
  const rare = candidates(organizationId, filter, now).map(
    (candidate) => sql`
      select l.id from ${candidate} candidate
        join payment_links l on l.organization_id = ${organizationId} and l.id = candidate.id ${withPlaces}
      where ${isNeeded} and ${all}`,
  );
  return sql`
    with newest as materialized (${window}), dense as materialized (
      select l.id from newest
        join payment_links l on l.organization_id = ${organizationId} and l.id = newest.id ${withPlaces}
      where ${loose} ${tail}
    ), rare as materialized (${sql.join(rare, sql` union `)})
    select l.id from (select id from dense union select id from rare) l ${tail}`;
}

/** Where rare matches are looked for: the longest word is the rarest as a rule, then comes the clock. */
function candidates(organizationId: string, filter: LinkFilter, now: Date): RawBuilder<unknown>[] {
  const of = (table: RawBuilder<unknown>) => sql`
    ${table}.organization_id = ${organizationId} and ${table}.mode = ${filter.mode}`;
  const [longest] = [...filter.words].sort((left, right) => right.length - left.length);
  if (longest !== undefined) {
    return [
      sql`(select w.payment_link_id as id from payment_link_words w where ${of(sql`w`)} and ${beginsWith(longest)})`,
    ];
  }
  const isOn = sql`${of(sql`l`)} and l.deleted_at is null and l.is_active`;
  if (filter.status === 'expired')
    return [sql`(select l.id from payment_links l where ${isOn} and l.expires_at <= ${now})`];
  return [
    sql`(select l.id from payment_links l where ${isOn} and l.expires_at > ${now})`,
    sql`(select l.id from payment_links l where ${isOn} and l.expires_at is null)`,
  ];
}

/** What an index has in the order of ids, or is compared on the way without losing much. */
function firmConditions({ mode, status, currency, createdAfter, createdBefore }: LinkFilter) {
  return [
    sql`l.mode = ${mode}`,
    ...(currency ? [sql`l.currency = ${currency}`] : []),
    ...idsMadeIn(sql`l.id`, { from: createdAfter, until: createdBefore }),
    ...(createdAfter ? [sql`l.created_at >= ${createdAfter}`] : []),
    ...(createdBefore ? [sql`l.created_at < ${createdBefore}`] : []),
    status === 'deleted' ? sql`l.deleted_at is not null` : sql`l.deleted_at is null`,
    ...(status === 'inactive' ? [sql`not l.is_active`] : []),
    ...(status === 'used_up' ? [sql`l.is_active and p.used >= p.max_uses`] : []),
  ];
}

/** The same decisions as `deriveStatus`, in the same order, as far as the clock and the places have a say. */
function looseConditions({ status, words }: LinkFilter, now: Date): RawBuilder<unknown>[] {
  const isLeft = sql`l.is_active and (l.expires_at is null or l.expires_at > ${now})`;
  return [
    ...words.map(hasWord),
    ...(status === 'expired' ? [sql`l.is_active and l.expires_at <= ${now}`] : []),
    ...(status === 'used_up' ? [sql`(l.expires_at is null or l.expires_at > ${now})`] : []),
    ...(status === 'active' ? [isLeft, sql`(p.max_uses is null or p.used < p.max_uses)`] : []),
  ];
}

const withPlaces = sql`
  left join payment_link_places p on p.organization_id = l.organization_id and p.payment_link_id = l.id`;

function hasWord(word: string): RawBuilder<unknown> {
  return sql`exists (
    select from payment_link_words w
    where w.organization_id = l.organization_id and w.payment_link_id = l.id and ${beginsWith(word)}
  )`;
}

function beginsWith(word: string): RawBuilder<unknown> {
  return sql`w.word >= ${word} and w.word < ${endOfPrefix(word)}`;
}

function allOf(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`true` : sql.join([...conditions], sql` and `);
}
