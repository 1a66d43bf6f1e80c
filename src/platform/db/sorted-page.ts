import { type RawBuilder, sql } from 'kysely';
import { problem } from '#platform/contract/errors.ts';
import { isUuid } from '#platform/kit/ids.ts';
import type { Page } from './page.ts';

/** A place in a list that is sorted by something else than the time of making: what a row is sorted by, and its id. */
export type SortedPlace = { readonly key: string; readonly id: string };
export type SortedPageRequest = {
  readonly limit: number;
  readonly isDescending: boolean;
  readonly after?: SortedPlace;
  readonly before?: SortedPlace;
};

/**
 * Reads `limit` and `cursor` of a sorted list. A cursor names the sort that it was made for, so that one of another
 * list is refused; its key is the text of what rows are sorted by.
 *
 * @param sort as it stands in the address, such as `-revenue`
 * @param isKey whether a text can be a key of this sort
 */
export function readSortedPageRequest(
  query: { limit?: number; cursor?: string },
  sort: string,
  isKey: (text: string) => boolean,
): SortedPageRequest {
  const request = { limit: query.limit ?? 25, isDescending: sort.startsWith('-') };
  if (query.cursor === undefined) return request;
  const text = Buffer.from(query.cursor, 'base64url').toString();
  const [, direction, of, id, key = ''] = /^([ab])\|([a-z_-]+)\|([^|]{36})\|(.*)$/su.exec(text) ?? [];
  if (!isUuid(id) || of !== sort || !isKey(key) || Buffer.from(text).toString('base64url') !== query.cursor) {
    throw problem('invalid_cursor', {
      detail: 'Take the cursor from "next" or "previous" of a list with the same sort.',
      field: 'cursor',
    });
  }
  return { ...request, [direction === 'a' ? 'after' : 'before']: { key, id } };
}

/**
 * The condition and the end of one sorted page, with one row more than asked to see whether the list goes on. Rows
 * with the same key stand in the order of their ids, so that each has one place.
 */
export function sortedPageClause(
  page: SortedPageRequest,
  key: RawBuilder<unknown>,
  id: RawBuilder<unknown>,
  type: 'text' | 'bigint',
): { where: RawBuilder<unknown>; tail: RawBuilder<unknown> } {
  const isDown = page.isDescending !== (page.before !== undefined);
  const way = isDown ? sql`desc` : sql`asc`;
  const tail = sql`order by ${key} ${way}, ${id} ${way} limit ${sql.lit(page.limit + 1)}`;
  const place = page.after ?? page.before;
  if (!place) return { where: sql`true`, tail };
  const from = sql`(${place.key}::${sql.raw(type)}, ${place.id}::uuid)`;
  return { where: sql`(${key}, ${id}) ${isDown ? sql`<` : sql`>`} ${from}`, tail };
}

/** Cuts the row too many off and makes the cursors of the neighbours. */
export function toSortedPage<Row>(
  places: readonly SortedPlace[],
  page: SortedPageRequest,
  sort: string,
  rowsOf: (ids: readonly string[]) => Row[],
): Page<Row> {
  const hasMore = places.length > page.limit;
  const shown = places.slice(0, page.limit);
  if (page.before) shown.reverse();
  const [first, last] = [shown[0], shown.at(-1)];
  const goesOn = page.before ? first !== undefined : hasMore;
  const cameFrom = page.before ? hasMore : page.after !== undefined;
  return {
    rows: rowsOf(shown.map(({ id }) => id)),
    ...(goesOn && last ? { next: cursor('a', sort, last) } : {}),
    ...(cameFrom && first ? { previous: cursor('b', sort, first) } : {}),
  };
}

function cursor(direction: 'a' | 'b', sort: string, { key, id }: SortedPlace): string {
  return Buffer.from(`${direction}|${sort}|${id}|${key}`).toString('base64url');
}
