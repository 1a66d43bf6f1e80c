import { type RawBuilder, sql } from 'kysely';
import { problem } from '#platform/contract/errors.ts';
import { isUuid } from '#platform/kit/ids.ts';

export type PageRequest = { readonly limit: number; readonly after?: string; readonly before?: string };
export type Page<Row> = { readonly rows: Row[]; readonly next?: string; readonly previous?: string };

/**
 * Reads `limit` and `cursor` of a list. Lists run newest first by id (UUIDv7), so a cursor is a direction and an
 * id, and rows that arrive while somebody pages are neither shown twice nor push others out.
 */
export function readPageRequest(query: { limit?: number; cursor?: string }): PageRequest {
  const limit = query.limit ?? 25;
  if (query.cursor === undefined) return { limit };
  const text = Buffer.from(query.cursor, 'base64url').toString('latin1');
  const [, direction, id] = /^([ab]):(.{36})$/.exec(text) ?? [];
  if (!isUuid(id) || Buffer.from(text, 'latin1').toString('base64url') !== query.cursor) {
    throw problem('invalid_cursor', {
      detail: 'Take the cursor from "next" or "previous" of a list.',
      field: 'cursor',
    });
  }
  return direction === 'a' ? { limit, after: id } : { limit, before: id };
}

/** The condition, order and end of one page, with one row more than asked to see whether the list goes on. */
export function pageClause(
  page: PageRequest,
  idColumn: RawBuilder<unknown>,
): { where: RawBuilder<unknown>; order: RawBuilder<unknown>; tail: RawBuilder<unknown> } {
  const order = page.before ? sql`order by ${idColumn} asc` : sql`order by ${idColumn} desc`;
  // Written out: a plan for any number of rows would be one for a tenth of the table.
  const tail = sql`${order} limit ${sql.lit(page.limit + 1)}`;
  if (page.before) return { where: sql`${idColumn} > ${page.before}::uuid`, order, tail };
  return { where: page.after ? sql`${idColumn} < ${page.after}::uuid` : sql`true`, order, tail };
}

/** Cuts the row too many off and makes the cursors of the neighbours. */
export function toPage<Row extends { id: string }>(found: Row[], page: PageRequest): Page<Row> {
  const hasMore = found.length > page.limit;
  const rows = found.slice(0, page.limit);
  if (page.before) rows.reverse();
  const first = rows[0];
  const last = rows.at(-1);
  const goesOn = page.before ? first !== undefined : hasMore;
  const cameFrom = page.before ? hasMore : page.after !== undefined;
  return {
    rows,
    ...(goesOn && last ? { next: cursor('a', last.id) } : {}),
    ...(cameFrom && first ? { previous: cursor('b', first.id) } : {}),
  };
}

/** Rows in the order in which the statement of `pageClause` finds them. */
export function inPageOrder<Row extends { readonly id: string }>(found: Row[], page: PageRequest): Row[] {
  const sign = page.before ? 1 : -1;
  return found.sort((left, right) => (left.id < right.id ? -sign : sign));
}

/** Rows that were read by their ids, in the order of those. */
export function inOrderOf<Row extends { readonly id: string }>(ids: readonly string[], found: Row[]): Row[] {
  const byId = new Map(found.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** A window of a list that an export walks through: what of it matches, and from where to go on. */
export type IdWindow = { readonly ids: string[]; readonly next: string | undefined };

/** Asks for `size` rows from `after` on, of which `toIdWindow` tells whether the list goes on. */
export function windowRequest(size: number, after: string | undefined): PageRequest {
  return { limit: size - 1, ...(after ? { after } : {}) };
}

export function toIdWindow(
  found: readonly { readonly id: string; readonly matches: boolean }[],
  size: number,
): IdWindow {
  return {
    ids: found.filter((row) => row.matches).map(({ id }) => id),
    next: found.length < size ? undefined : found.at(-1)?.id,
  };
}

function cursor(direction: 'a' | 'b', id: string): string {
  return Buffer.from(`${direction}:${id}`, 'latin1').toString('base64url');
}

/** The list's answer; the neighbours keep every filter of the address that was asked. */
export function listAnswer<Row extends { id: string }, Out>(
  page: Page<Row>,
  requestUrl: string,
  publicUrl: string,
  show: (row: Row) => Out,
) {
  const address = (value: string | undefined) => {
    if (!value) return null;
    const url = new URL(requestUrl, publicUrl);
    url.searchParams.set('cursor', value);
    return publicUrl + url.pathname + url.search;
  };
  return { results: page.rows.map(show), next: address(page.next), previous: address(page.previous) };
}
