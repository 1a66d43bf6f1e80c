import { type RawBuilder, sql } from 'kysely';
import { madeIn } from '#platform/db/id-range.ts';

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
 * What counts, and when, in one place: the live figures, the sums that are kept and the check of those sums all read
 * these rows. One row a source, mode, link and day, where day 1 is the first of `starts` and 0 is before them.
 *
 * A checkout counts as started when it was made, and as paid when it was paid; a refund counts when it succeeded. Money
 * that came too late or twice, and goes back by itself, counts nowhere.
 *
 * Rows of other tables are looked up one by one (offset 0): few are live, and a plan that is kept must not read all of them.
 */
export function countedRows(scope: Scope): RawBuilder<unknown> {
  const { organizationId, paymentLinkId, from, until } = scope;
  const dayOf = (at: RawBuilder<unknown>) => sql`width_bucket(${at}, ${scope.starts}::timestamptz[])`;
  const isWithin = (at: RawBuilder<unknown>) =>
    sql`${at} < ${until} ${from ? sql`and ${at} >= ${from}` : sql``}`;
  const isMadeWithin = (id: RawBuilder<unknown>, at: RawBuilder<unknown>) =>
    sql.join(madeIn(id, at, { from, until }), sql` and `);
  const ofLink = (link: RawBuilder<unknown>) => (paymentLinkId ? sql`and ${link} = ${paymentLinkId}` : sql``);
  const sum = (amount: RawBuilder<unknown>, currency: RawBuilder<unknown>, wanted: string) =>
    sql`coalesce(sum(${amount}) filter (where ${currency} = ${sql.lit(wanted)}), 0)::bigint`;
  return sql`
    select c.mode, c.payment_link_id, ${dayOf(sql`c.created_at`)} as day_number,
      count(*)::integer as started, 0 as paid, 0 as transactions, 0 as links_made, 0::bigint as gross_usd,
      0::bigint as gross_eur, 0::bigint as refunded_usd, 0::bigint as refunded_eur
    from checkouts c
    where c.organization_id = ${organizationId} and ${isMadeWithin(sql`c.id`, sql`c.created_at`)} ${ofLink(sql`c.payment_link_id`)}
    group by 1, 2, 3
    union all
    select c.mode, c.payment_link_id, ${dayOf(sql`c.paid_at`)}, 0, count(*)::integer, 0, 0,
      ${sum(sql`c.total_minor`, sql`c.currency`, 'USD')}, ${sum(sql`c.total_minor`, sql`c.currency`, 'EUR')}, 0, 0
    from checkouts c
    where c.organization_id = ${organizationId} and ${isWithin(sql`c.paid_at`)} ${ofLink(sql`c.payment_link_id`)} and c.status = 'paid'
    group by 1, 2, 3
    union all
    select t.mode, t.payment_link_id, ${dayOf(sql`t.created_at`)}, 0, 0, count(*)::integer, 0, 0, 0, 0, 0
    from transactions t
    where t.organization_id = ${organizationId} and ${isMadeWithin(sql`t.id`, sql`t.created_at`)} ${ofLink(sql`t.payment_link_id`)}
    group by 1, 2, 3
    union all
    select l.mode, null::uuid, ${dayOf(sql`l.created_at`)}, 0, 0, 0, count(*)::integer, 0, 0, 0, 0
    from payment_links l
    where l.organization_id = ${organizationId} and ${isMadeWithin(sql`l.id`, sql`l.created_at`)} ${paymentLinkId ? sql`and false` : sql``}
    group by 1, 2, 3
    union all
    select r.mode, t.payment_link_id, ${dayOf(sql`r.updated_at`)}, 0, 0, 0, 0, 0, 0,
      ${sum(sql`r.amount_minor`, sql`r.currency`, 'USD')}, ${sum(sql`r.amount_minor`, sql`r.currency`, 'EUR')}
    from refunds r
      cross join lateral (
        select t.payment_link_id, t.checkout_id, t.paid_attempt_id from transactions t
        where t.organization_id = r.organization_id and t.id = r.transaction_id offset 0
      ) t
      cross join lateral (
        select c.status from checkouts c where c.organization_id = r.organization_id and c.id = t.checkout_id offset 0
      ) c
    where r.organization_id = ${organizationId} and r.status = 'succeeded' and ${isWithin(sql`r.updated_at`)}
      ${ofLink(sql`t.payment_link_id`)} and c.status = 'paid' and r.attempt_id = t.paid_attempt_id
    group by 1, 2, 3`;
}

/**
 * What the postings of a time came to, by mode, currency, account and number of the day. Both orders are those of the
 * keys: while the tables are empty another index looks as good, and plans are kept.
 */
export function bookedRows({ organizationId, from, until, starts }: Scope): RawBuilder<unknown> {
  const conditions = madeIn(sql`e.id`, sql`e.created_at`, { from, until });
  return sql`
    select p.mode, p.currency, p.account, width_bucket(e.created_at, ${starts}::timestamptz[]) as day_number,
      sum(p.amount_minor)::bigint as amount
    from (
      select e.organization_id, e.id, e.created_at from ledger_entries e
      where e.organization_id = ${organizationId} and ${sql.join(conditions, sql` and `)} order by e.id offset 0
    ) e cross join lateral (
      select p.mode, p.currency, p.account, p.amount_minor from ledger_postings p
      where p.organization_id = e.organization_id and p.entry_id = e.id order by p.account offset 0
    ) p
    group by 1, 2, 3, 4`;
}
