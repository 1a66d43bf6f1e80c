import { type RawBuilder, sql } from 'kysely';
import { firstUuidAt } from '#platform/kit/ids.ts';

// Ids carry the time of the instance that made them, rows that of the database; further apart the two never are.
const clocksApartMs = 3_600_000;

export type TimeRange = {
  /** Inclusive. */
  readonly from?: Date | null | undefined;
  /** Exclusive. */
  readonly until?: Date | null | undefined;
};

/** Conditions that hold for the rows made in a time, by their ids as well, so that an index leads to them. */
export function madeIn(
  idColumn: RawBuilder<unknown>,
  createdAtColumn: RawBuilder<unknown>,
  { from, until }: TimeRange,
): RawBuilder<unknown>[] {
  return [
    ...idsMadeIn(idColumn, { from, until }),
    ...(from ? [sql`${createdAtColumn} >= ${from}`] : []),
    ...(until ? [sql`${createdAtColumn} < ${until}`] : []),
  ];
}

/**
 * Conditions on a UUIDv7 column that hold for every row made in a time: lists run by id, so a database that knows
 * them starts at the right end. Rows up to an hour outside pass as well, so the time itself is compared, too.
 */
function idsMadeIn(idColumn: RawBuilder<unknown>, { from, until }: TimeRange): RawBuilder<unknown>[] {
  const bound = (time: Date, offsetMs: number) => firstUuidAt(new Date(time.getTime() + offsetMs));
  return [
    ...(from ? [sql`${idColumn} >= ${bound(from, -clocksApartMs)}::uuid`] : []),
    ...(until ? [sql`${idColumn} < ${bound(until, clocksApartMs)}::uuid`] : []),
  ];
}
