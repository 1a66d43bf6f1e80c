import { sql } from 'kysely';
import { firstRow, type Handle } from '#platform/db/database.ts';

/** Whether anybody has ever opened an organization in this database. */
export async function hasOrganization(handle: Handle): Promise<boolean> {
  const row = await firstRow<{ found: boolean }>(
    handle,
    sql`select exists (select from organizations) as found`,
  );
  return row?.found ?? false;
}
