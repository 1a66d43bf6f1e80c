import { type RawBuilder, sql } from 'kysely';
import type { Handle } from './handle.ts';

/** What became of one step of a rule: at most as many rows as it was allowed. */
export type Swept = {
  readonly rows: number;
  /** Nothing more is due for now. */
  readonly isDone: boolean;
};

/**
 * How long rows of a table are kept, and why. Every table has a rule; it stands in the room of the noun that owns the
 * table, all of them are gathered in `app.ts`, and docs/guides/retention.md shows them.
 */
export type RetentionRule<C> = {
  readonly table: string;
  /** Which of its rows, where the table has several rules; all of them when it is left out. */
  readonly rows?: string;
  /** For how long, as an operator reads it. Begins with "for ever" when nothing is ever removed. */
  readonly kept: string;
  readonly why: string;
  /** The variable that sets it. */
  readonly setting?: string;
  /**
   * Removes what is due, or blanks it, up to `limit` rows in one short transaction. Several instances may do so at
   * once. Absent where rows are kept for ever, or go in the work that ends with them.
   */
  readonly sweep?: (context: C, limit: number) => Promise<Swept>;
};

export function swept(rows: number, limit: number): Swept {
  return { rows, isDone: rows < limit };
}

/**
 * Removes rows of a table up to a limit, in the order of an index, and none that somebody else has locked.
 *
 * @returns how many
 */
export async function deleteSome(
  handle: Handle,
  table: string,
  { where, order }: { readonly where: RawBuilder<unknown>; readonly order: RawBuilder<unknown> },
  limit: number,
): Promise<number> {
  const from = sql.table(table);
  const { numAffectedRows } = await sql`
    delete from ${from} where ctid = any(array(
      select ctid from ${from} where ${where} order by ${order} limit ${limit} for update skip locked
    ))
  `.execute(handle);
  return Number(numAffectedRows ?? 0n);
}
