import { sql } from 'kysely';
import { databaseNow, firstRow, type Handle, rows } from '#platform/db/database.ts';
import type { Day } from '#platform/kit/days.ts';

export type DayViews = {
  readonly organizationId: string;
  readonly linkId: string;
  readonly day: Day;
  readonly views: number;
};

/** The zones of organizations, which decide on which day a page was seen. */
export async function selectTimeZones(
  handle: Handle,
  organizationIds: readonly string[],
): Promise<Map<string, string>> {
  const found = await rows<{ id: string; timeZone: string }>(
    handle,
    sql`select id, time_zone as "timeZone" from organizations where id = any(${organizationIds}::uuid[])`,
  );
  return new Map(found.map(({ id, timeZone }) => [id, timeZone]));
}

/** Adds views to links and their organizations. Rows are taken in order, so that two instances cannot deadlock. */
export async function addViews(handle: Handle, views: readonly DayViews[], shard: number): Promise<void> {
  await sql`
    with seen as materialized (
      select l.organization_id, l.mode, l.id, row.day, sum(row.views)::integer as views
      from jsonb_to_recordset(${JSON.stringify(views)}::jsonb) as row("organizationId" uuid, "linkId" uuid, day date, views integer)
        join payment_links l on l.organization_id = row."organizationId" and l.id = row."linkId"
      group by 1, 2, 3, 4
    ), of_link as (
      insert into payment_link_views (organization_id, payment_link_id, day, shard, views)
      select organization_id, id, day, ${shard}, views from seen order by 1, 2, 3
      on conflict (organization_id, payment_link_id, day, shard)
      do update set views = payment_link_views.views + excluded.views
    )
    insert into organization_views (organization_id, mode, day, shard, views)
    select organization_id, mode, day, ${shard}, sum(views)::integer from seen group by 1, 2, 3 order by 1, 2, 3
    on conflict (organization_id, mode, day, shard) do update set views = organization_views.views + excluded.views
  `.execute(handle);
}

/**
 * Adds the views of days that are over to one row a link, or an organization, and day. Rows that are being written are
 * left out.
 *
 * @returns how many rows were folded into others
 */
export async function foldViews(
  handle: Handle,
  of: 'payment_link_views' | 'organization_views',
  days: number,
  limit: number,
  offsetMs: number,
): Promise<number> {
  const table = sql.table(of);
  const key = sql.raw(of === 'payment_link_views' ? 'payment_link_id' : 'mode');
  const row = await firstRow<{ folded: number }>(
    handle,
    sql`
      with spread as (
        delete from ${table} where ctid = any(array(
          select ctid from ${table} where shard <> 0 and day < (${databaseNow(offsetMs)} - ${days} * interval '1 day')::date
          order by day limit ${limit} for update skip locked
        )) returning organization_id, ${key} as key, day, views
      ), folded as (
        insert into ${table} as kept (organization_id, ${key}, day, shard, views)
        select organization_id, key, day, 0, sum(views)::integer from spread group by 1, 2, 3 order by 1, 2, 3
        on conflict (organization_id, ${key}, day, shard) do update set views = kept.views + excluded.views
      )
      select count(*)::integer as folded from spread
    `,
  );
  return row?.folded ?? 0;
}
