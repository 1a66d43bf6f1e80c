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

/** Every organization that has an audit log, or should have one. */
export async function selectOrganizationIds(handle: Handle): Promise<string[]> {
  const found = await rows<{ id: string }>(
    handle,
    sql`select id from organizations union select organization_id from audit_chains order by 1`,
  );
  return found.map(({ id }) => id);
}
