import { sql } from 'kysely';
import { firstRow, type Handle } from '#platform/db/database.ts';

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
