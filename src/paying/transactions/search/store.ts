import { type RawBuilder, sql } from 'kysely';
import type { ReceiptNumber } from '#paying/receipts/receipt-number.ts';
import { transactionStatuses } from '#platform/contract/transactions.ts';
import { type Handle, rows } from '#platform/db/database.ts';
import { madeIn } from '#platform/db/id-range.ts';
import {
  type IdWindow,
  inPageOrder,
  type PageRequest,
  pageClause,
  toIdWindow,
  windowRequest,
} from '#platform/db/page.ts';
import { currencies } from '#platform/kit/money.ts';
import { selectTransactionsOf, type TransactionFilters, type TransactionRow } from '../store.ts';

/*
 * Finds which transactions a list shows; the list then reads those and no others. Each way through ends after a page
 * or a window of rows, however long the table is: every combination of equal values is walked in the order of ids by
 * an index, and where values are left open, the heads of all of them are merged.
 */

// Dense matches are found among the newest rows, rare ones by their own index; between the two lies this many.
const windowSize = 1_000;

/** The transactions of one page, in its order, with one more than asked to see whether the list goes on. */
export async function selectTransactionPage(
  handle: Handle,
  organizationId: string,
  filters: TransactionFilters,
  page: PageRequest,
): Promise<TransactionRow[]> {
  const ids = filters.search
    ? searchedIds(organizationId, filters, page)
    : orderedIds(organizationId, filters, page);
  return inPageOrder(await selectTransactionsOf(handle, organizationId, ids), page);
}

/** For exports: those of the next `size` transactions that match, and from where to go on. */
export async function selectIdWindow(
  handle: Handle,
  organizationId: string,
  filters: TransactionFilters,
  size: number,
  after: string | undefined,
): Promise<IdWindow> {
  const page = windowRequest(size, after);
  const matches = filters.search ? isFound(organizationId, filters, filters.search) : sql`true`;
  const found = await rows<{ id: string; matches: boolean }>(
    handle,
    sql`
      select t.id, ${matches} as matches
      from (${orderedIds(organizationId, filters, page)}) walked
        join transactions t on t.organization_id = ${organizationId} and t.id = walked.id
      order by t.id desc
    `,
  );
  return toIdWindow(found, size);
}

/** Ids, and further columns, of what fits every filter but the search, in order, walked along an index. */
function orderedIds(
  organizationId: string,
  filters: TransactionFilters,
  page: PageRequest,
  columns: RawBuilder<unknown> = sql`t.id`,
): RawBuilder<{ id: string }> {
  const { where, tail } = pageClause(page, sql`t.id`);
  const narrow = narrowConditions(filters);
  const walk = (...equal: RawBuilder<unknown>[]) => {
    const conditions = [...equal, where, ...plainConditions(filters), ...narrow];
    return sql<{ id: string }>`
      select ${columns} from transactions t where t.organization_id = ${organizationId} and ${sql.join(conditions, sql` and `)} ${tail}`;
  };
  const statuses = filters.status ? [filters.status] : transactionStatuses;
  const merged = (heads: RawBuilder<unknown>, walked: RawBuilder<unknown>) => sql<{ id: string }>`
    select t.* from ${heads} cross join lateral (${walked}) t ${tail}`;
  if (filters.email) return walk();
  if (filters.paymentLinkId) {
    return merged(sql`unnest(${statuses}::text[]) as head(status)`, walk(sql`t.status = head.status`));
  }
  if (filters.status || filters.currency) {
    const heads = sql`unnest(${statuses}::text[]) as head(status)
      cross join unnest(${filters.currency ? [filters.currency] : currencies}::text[]) as of(currency)`;
    return merged(heads, walk(sql`t.status = head.status`, sql`t.currency = of.currency`));
  }
  return walk();
}

/** Dense matches are among the newest; only when those do not fill the page, and there are more, the index is asked. */
function searchedIds(
  organizationId: string,
  filters: TransactionFilters,
  page: PageRequest,
): RawBuilder<{ id: string }> {
  const search = filters.search as string;
  const { where, tail } = pageClause(page, sql`t.id`);
  // What the search looks at comes with the ids: looking each of them up again would take longer than all the rest.
  const looked = sql`t.id, t.payer_email, t.number, t.checkout_id, t.gross_minor, t.provider`;
  const { minimumMinor, maximumMinor, way, ...wide } = filters;
  const narrow = narrowConditions(filters);
  const window = orderedIds(organizationId, wide, { ...page, limit: windowSize - 1 }, looked);
  const all = [where, ...plainConditions(filters), ...equalConditions(filters), ...narrow];
  const isNeeded = sql`(select count(*) from newest) = ${windowSize} and (select count(*) from dense) <= ${page.limit}`;
  // The offset keeps the planner from walking all transactions in search of a match that it believes to be frequent.
  const lookUp = (match: RawBuilder<unknown>) => sql`(
    select t.id from (
      select t.id from transactions t
      where t.organization_id = ${organizationId} and ${match} and ${sql.join(all, sql` and `)} and ${isNeeded} offset 0
    ) t ${tail})`;
  const lookUpByBuyer = (match: RawBuilder<unknown>) => sql`(
    select t.id from (
      select c.id from checkouts c where c.organization_id = ${organizationId} and ${wasTried} and ${match} and ${isNeeded} offset 0
    ) c cross join lateral (
      select t.id from transactions t
      where t.organization_id = ${organizationId} and t.checkout_id = c.id and ${sql.join(all, sql` and `)} offset 0
    ) t ${tail})`;
  const rare = [
    ...matchesOf(organizationId, filters, search).map(lookUp),
    ...buyerBeginsWith(search).map(lookUpByBuyer),
  ];
  return sql`
    with newest as materialized (${window}), dense as materialized (
      select t.id from newest t where ${sql.join([isFound(organizationId, filters, search), ...narrow], sql` and `)} ${tail}
    ), rare as materialized (
      ${sql.join(rare, sql` union `)}
    )
    select t.id from (select id from dense union select id from rare) t ${tail}`;
}

/** Whether a checkout has a transaction, in the words of the indexes. */
const wasTried = sql`(c.attempt_count > 0 or c.status <> 'open')`;
const fullName = sql`lower((c.billing ->> 'first_name') || coalesce(' ' || (c.billing ->> 'last_name'), ''))`;

/** The ways in which what a checkout says of its buyer can begin like a search, each with an index of its own. */
function buyerBeginsWith(search: string): RawBuilder<unknown>[] {
  return [
    beginsWith(fullName, search),
    sql`c.billing ? 'last_name' and ${beginsWith(sql`lower(c.billing ->> 'last_name')`, search)}`,
    sql`c.billing ? 'company' and ${beginsWith(sql`lower(c.billing ->> 'company')`, search)}`,
    sql`c.client_reference_id is not null and ${beginsWith(sql`lower(c.client_reference_id)`, search)}`,
  ];
}

/** @param text in lower case */
function beginsWith(text: RawBuilder<unknown>, search: string): RawBuilder<unknown> {
  return sql`${text} collate "C" >= lower(${search}) collate "C" and ${text} collate "C" < (lower(${search}) || ${lastCharacter}) collate "C"`;
}

/** The ways in which a search can match a transaction itself, each with an index of its own. */
function matchesOf(
  organizationId: string,
  filters: TransactionFilters,
  search: string,
): RawBuilder<unknown>[] {
  return [
    beginsWith(sql`lower(t.payer_email)`, search),
    ...(filters.searchId ? [sql`t.id = ${filters.searchId}`] : []),
    ...(filters.searchCheckoutId ? [sql`t.checkout_id = ${filters.searchCheckoutId}`] : []),
    ...(filters.searchReceipt ? [hasReceipt(organizationId, filters.searchReceipt)] : []),
    ...(filters.searchNumber === undefined ? [] : [sql`t.number = ${filters.searchNumber}`]),
  ];
}

/** What nobody can search for, because no text may hold it. */
const between = '\u001f';

/** Among rows that are read anyway any part of the address, a name or the reference is looked for, which no index could answer. */
function isFound(organizationId: string, filters: TransactionFilters, search: string): RawBuilder<unknown> {
  const isPart = (text: RawBuilder<unknown>) => sql`strpos(lower(${text}), lower(${search})) > 0`;
  // Looked up row by row, and only where nothing of the row itself fits.
  const isBuyer = sql`exists (
    select from checkouts c where c.organization_id = ${organizationId} and c.id = t.checkout_id and ${isPart(
      sql`concat_ws(${between}::text, concat_ws(' ', c.billing ->> 'first_name', c.billing ->> 'last_name'), c.billing ->> 'company', c.client_reference_id)`,
    )} offset 0)`;
  const matches = [isPart(sql`t.payer_email`), ...matchesOf(organizationId, filters, search), isBuyer];
  return sql`(${sql.join(
    matches.map((match) => sql`(${match})`),
    sql` or `,
  )})`;
}

/** The number of a receipt names at most one payment. */
function hasReceipt(organizationId: string, { mode, year, sequence }: ReceiptNumber): RawBuilder<unknown> {
  return sql`t.id = (
    select paid.id from receipts r
      join transactions paid on paid.organization_id = r.organization_id and paid.checkout_id = r.checkout_id
    where r.organization_id = ${organizationId} and r.mode = ${mode} and r.year = ${year} and r.sequence = ${sequence})`;
}

const payer = sql`lower(t.payer_email) collate "C"`;
const lastCharacter = '\u{10ffff}';

/** What holds beside the equal values that an index walks along. */
function plainConditions(filters: TransactionFilters): RawBuilder<unknown>[] {
  const { mode, email, paymentLinkId, currency, status, createdAfter, createdBefore } = filters;
  return [
    ...(mode ? [sql`t.mode = ${mode}`] : []),
    ...(email ? [sql`${payer} = lower(${email}) collate "C"`] : []),
    ...(paymentLinkId ? [sql`t.payment_link_id = ${paymentLinkId}`] : []),
    ...((email || paymentLinkId) && currency ? [sql`t.currency = ${currency}`] : []),
    ...(email && status ? [sql`t.status = ${status}`] : []),
    ...madeIn(sql`t.id`, sql`t.created_at`, { from: createdAfter, until: createdBefore }),
  ];
}

/** What rows are looked at for while they are walked: amounts and ways have no index, so rare ones take a longer walk. */
function narrowConditions({ minimumMinor, maximumMinor, way }: TransactionFilters): RawBuilder<unknown>[] {
  return [
    ...(minimumMinor === undefined ? [] : [sql`t.gross_minor >= ${minimumMinor}`]),
    ...(maximumMinor === undefined ? [] : [sql`t.gross_minor <= ${maximumMinor}`]),
    ...(way ? [sql`t.provider = ${way}`] : []),
  ];
}

function equalConditions({ status, currency }: TransactionFilters): RawBuilder<unknown>[] {
  return [
    ...(status ? [sql`t.status = ${status}`] : []),
    ...(currency ? [sql`t.currency = ${currency}`] : []),
  ];
}
