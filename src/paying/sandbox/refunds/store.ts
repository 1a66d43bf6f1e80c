import { sql } from 'kysely';
import type { ProviderRefund, RefundPayment } from '#paying/providers/port.ts';
import type { Database, Handle, Statement } from '#platform/db/database.ts';
import { deleteSome } from '#platform/db/retention.ts';
import { assert } from '#platform/kit/assert.ts';
import { firstUuidAt } from '#platform/kit/ids.ts';

const insert: Statement = {
  name: 'sandbox_insert_refund',
  text: `insert into sandbox_refunds (organization_id, id, payment_key, amount_minor, currency, status, decides_at, created_at)
    select $1, $3, $4, $5, $6, case when $7::double precision * 100 < s.refund_failure_percent then 'failed' else 'succeeded' end,
      clock.now + coalesce(s.refund_delay_seconds, 0) * interval '1 second', clock.now
    from (select now() + $2::double precision * interval '1 millisecond' as now) clock
      left join sandbox_simulators s on s.organization_id = $1
    on conflict (organization_id, id) do nothing`,
};

const findStatus: Statement = {
  name: 'sandbox_find_refund',
  text: `select case when decides_at > now() + $2::double precision * interval '1 millisecond' then 'pending' else status end as status
    from sandbox_refunds where organization_id = $1 and id = $3`,
};

type Db = Pick<Database, 'run'>;

/** Books a refund; one whose id is known stays as it is. */
export async function insertRefund(
  database: Db,
  refund: RefundPayment,
  failureDraw: number,
  offsetMs: number,
): Promise<void> {
  const { organizationId, refundId, attemptId, amount } = refund;
  await database.run(insert, [
    organizationId,
    offsetMs,
    refundId,
    attemptId,
    String(amount.minor),
    amount.currency,
    failureDraw,
  ]);
}

/** How a booked refund stands by now. */
export async function findRefundStatus(
  database: Db,
  organizationId: string,
  refundId: string,
  offsetMs: number,
): Promise<ProviderRefund['status']> {
  const [found] = await database.run<{ status: ProviderRefund['status'] }>(findStatus, [
    organizationId,
    offsetMs,
    refundId,
  ]);
  assert(found, 'A refund that was just booked is there.');
  return found.status;
}

/** Removes refunds that were decided before that time; one that still waits for its answer stays. */
export async function deleteOldRefunds(handle: Handle, before: Date, limit: number): Promise<number> {
  const where = sql`
    sandbox_refunds.id < ${firstUuidAt(before)}::uuid and decides_at < ${before}
    and coalesce((
      select r.status <> 'pending' from refunds r
      where r.organization_id = sandbox_refunds.organization_id and r.id = sandbox_refunds.id
    ), true)`;
  return deleteSome(handle, 'sandbox_refunds', { where, order: sql`sandbox_refunds.id` }, limit);
}
