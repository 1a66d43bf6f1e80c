import { sql } from 'kysely';
import { type Handle, rows } from '#platform/db/database.ts';

export type Violation = { readonly subject: string; readonly found: string };

/** The rows that contradict a check, up to a limit. Everything is read in the caller's snapshot. */
export async function selectViolations(handle: Handle, text: string, limit: number): Promise<Violation[]> {
  return rows<Violation>(
    handle,
    sql`select * from (${sql.raw(text)}) violation order by subject limit ${limit}`,
  );
}
