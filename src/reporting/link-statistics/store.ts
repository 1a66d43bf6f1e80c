import { sql } from 'kysely';
import { firstRow, type Handle, rows } from '#platform/db/database.ts';
import type { TimelineRow } from './timeline.ts';

/** Payments of a link that were given back in part or in full; those that came too late never were its payments. */
export async function countRefunded(
  handle: Handle,
  organizationId: string,
  paymentLinkId: string,
): Promise<number> {
  const row = await firstRow<{ count: number }>(
    handle,
    sql`
      select count(*)::integer as count
      from transactions t cross join lateral (
        select c.status from checkouts c where c.organization_id = t.organization_id and c.id = t.checkout_id offset 0
      ) c
      where t.organization_id = ${organizationId} and t.payment_link_id = ${paymentLinkId}
        and t.status in ('refund_pending', 'partially_refunded', 'refunded') and t.refunded_minor > 0 and c.status = 'paid'
    `,
  );
  return row?.count ?? 0;
}

/** What was written of a link beside its payments, newest first. */
export async function selectTimeline(
  handle: Handle,
  organizationId: string,
  paymentLinkId: string,
  limit: number,
): Promise<TimelineRow[]> {
  return rows<TimelineRow>(
    handle,
    sql`
      select e.type, e.body, e.created_at as "createdAt" from events e
      where e.organization_id = ${organizationId} and e.payment_link_id = ${paymentLinkId}
        and e.type in ('payment_link.changed', 'payment_link.status_changed')
      order by e.id desc limit ${sql.lit(limit)}
    `,
  );
}

/** Names of people by id; those who are gone are left out. */
export async function selectNames(
  handle: Handle,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (userIds.length === 0) return new Map();
  const found = await rows<{ id: string; name: string }>(
    handle,
    sql`select id, name from users where id = any(${userIds}::uuid[])`,
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}
