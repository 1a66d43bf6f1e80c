import { type RawBuilder, sql } from 'kysely';
import { idsMadeIn } from '#platform/db/id-range.ts';

export type Scope = {
  readonly organizationId: string;
  readonly paymentLinkId?: string;
  /** Inclusive; null for everything from the beginning. */
  readonly from: Date | null;
  /** Exclusive. */
  readonly until: Date;
  /** When each day begins, in order; at least one. */
  readonly starts: readonly Date[];
};

/**
 * What counts, and when, in one place: the live figures, the sums of days that are over and the check of those sums
 * all read these rows. One row a mode, link and day, where day 1 is the first of `starts` and 0 is before them.
 *
 * A checkout counts as started when it was made, and as paid when it was paid; a refund counts when it succeeded. Money
 * that came too late or twice, and goes back by itself, counts nowhere.
 */
export function countedRows(scope: Scope): RawBuilder<unknown> {
  const { organizationId, paymentLinkId, from, until } = scope;
  const starts = sql`${scope.starts}::timestamptz[]`;
  const isWithin = (table: RawBuilder<unknown>, at: RawBuilder<unknown>) => sql`
    ${table}.organization_id = ${organizationId} and ${at} < ${until}
    ${from ? sql`and ${at} >= ${from}` : sql``}
    ${paymentLinkId ? sql`and ${table}.payment_link_id = ${paymentLinkId}` : sql``}`;
  const madeWithin = (table: RawBuilder<unknown>) =>
    sql.join(idsMadeIn(sql`${table}.id`, { from, until }), sql` and `);
  return sql`
    select c.mode, c.payment_link_id, width_bucket(c.created_at, ${starts}) as day_number,
      count(*)::integer as started, 0 as paid, 0 as transactions, 0::bigint as gross_usd, 0::bigint as gross_eur,
      0::bigint as fee_usd, 0::bigint as fee_eur, 0::bigint as refunded_usd, 0::bigint as refunded_eur
    from checkouts c
    where ${isWithin(sql`c`, sql`c.created_at`)} and ${madeWithin(sql`c`)}
    group by 1, 2, 3
    union all
    select t.mode, t.payment_link_id, width_bucket(t.created_at, ${starts}), 0, 0, count(*)::integer, 0, 0, 0, 0, 0, 0
    from transactions t
    where ${isWithin(sql`t`, sql`t.created_at`)} and ${madeWithin(sql`t`)}
    group by 1, 2, 3
    union all
    select c.mode, c.payment_link_id, width_bucket(c.paid_at, ${starts}), 0, count(*)::integer, 0,
      coalesce(sum(c.total_minor) filter (where c.currency = 'USD'), 0)::bigint,
      coalesce(sum(c.total_minor) filter (where c.currency = 'EUR'), 0)::bigint,
      coalesce(sum(t.fee_minor) filter (where c.currency = 'USD'), 0)::bigint,
      coalesce(sum(t.fee_minor) filter (where c.currency = 'EUR'), 0)::bigint, 0, 0
    from checkouts c join transactions t on t.organization_id = c.organization_id and t.checkout_id = c.id
    where ${isWithin(sql`c`, sql`c.paid_at`)} and c.status = 'paid'
    group by 1, 2, 3
    union all
    select r.mode, t.payment_link_id, width_bucket(r.updated_at, ${starts}), 0, 0, 0, 0, 0, 0, 0,
      coalesce(sum(r.amount_minor) filter (where r.currency = 'USD'), 0)::bigint,
      coalesce(sum(r.amount_minor) filter (where r.currency = 'EUR'), 0)::bigint
    from refunds r
      join transactions t on t.organization_id = r.organization_id and t.id = r.transaction_id
      join checkouts c on c.organization_id = t.organization_id and c.id = t.checkout_id
    where r.organization_id = ${organizationId} and r.status = 'succeeded' and r.updated_at < ${until}
      ${from ? sql`and r.updated_at >= ${from}` : sql``}
      ${paymentLinkId ? sql`and t.payment_link_id = ${paymentLinkId}` : sql``}
      and c.status = 'paid' and r.attempt_id = t.paid_attempt_id
    group by 1, 2, 3`;
}
