import type { TestApp } from '#test/support/app.ts';
import { query } from '#test/support/paying.ts';

/**
 * Every row that belongs to an organization, table by table, as text; found from the database's own catalogue. What keys
 * asked is left out: it is written down on its own time.
 */
export async function dumpOf(app: TestApp, organizationId: string): Promise<Record<string, string[]>> {
  const tables = await query(
    app,
    `select table_name as name, case table_name when 'organizations' then 'id' else 'organization_id' end as owner
      from information_schema.columns
      where table_schema = 'public' and table_name <> 'api_requests' and (column_name = 'organization_id' or (table_name = 'organizations' and column_name = 'id'))
      order by table_name`,
  );
  const dump: Record<string, string[]> = {};
  for (const { name, owner } of tables) {
    const rows = await query(
      app,
      `select to_jsonb(t)::text as row from "${name}" t where t."${owner}" = $1 order by 1`,
      [organizationId],
    );
    dump[name] = rows.map(({ row }) => row);
  }
  return dump;
}
