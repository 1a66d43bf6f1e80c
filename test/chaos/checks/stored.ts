/** One thing that must be true of the rows at the end: the rows of `text` contradict it. */
export type StoredCheck = {
  readonly guarantee: string;
  /** Selects `subject` and `found`, both text, of each violation. */
  readonly text: string;
};

const paidStatuses = `('paid', 'refund_pending', 'partially_refunded', 'refunded')`;
const taken = `(p.status = 'succeeded' or p.status = 'processing' and p.decides_at <= now())`;

/** Written here anew, not taken from `verify`: what the program proves about itself is another check. */
export const storedChecks: readonly StoredCheck[] = [
  {
    guarantee: 'No link is sold more often than its limit',
    text: `select l.payment_link_id::text as subject, paid.count || ' paid of ' || l.max_uses as found
      from payment_link_places l cross join lateral (
        select count(*) from checkouts c where c.payment_link_id = l.payment_link_id and c.status = 'paid'
      ) paid where paid.count > l.max_uses`,
  },
  {
    guarantee: 'Every place is accounted for: uses are the paid checkouts, and nothing is held any more',
    text: `select l.payment_link_id::text as subject, 'used ' || l.used || ', paid ' || paid.count || ', held ' || l.held as found
      from payment_link_places l cross join lateral (
        select count(*) from checkouts c where c.payment_link_id = l.payment_link_id and c.status = 'paid'
      ) paid where paid.count <> l.used or l.held <> 0`,
  },
  {
    guarantee: 'No checkout is charged twice, by the book of the bank',
    text: `select a.checkout_id::text as subject, count(*) || ' charges' as found
      from sandbox_payments p join attempts a on a.organization_id = p.organization_id and a.id = p.idempotency_key
      where ${taken} group by a.checkout_id having count(*) > 1`,
  },
  {
    guarantee: 'The bank took no money that we know nothing of',
    text: `select p.id::text as subject, coalesce(a.status, 'no attempt') || ' for a charge of ' || p.amount_minor as found
      from sandbox_payments p left join attempts a on a.organization_id = p.organization_id and a.id = p.idempotency_key
        left join checkouts c on c.organization_id = a.organization_id and c.id = a.checkout_id
      where ${taken} and (a.status is distinct from 'succeeded' or p.amount_minor <> c.total_minor)`,
  },
  {
    guarantee: 'What we call paid was taken by the bank',
    text: `select a.id::text as subject, coalesce(p.status, 'not in the book') as found
      from attempts a left join sandbox_payments p on a.organization_id = p.organization_id and a.id = p.idempotency_key
      where a.provider = 'sandbox' and a.status = 'succeeded' and not coalesce(${taken}, false)`,
  },
  {
    guarantee: 'No buyer who was told that no money moved pays twice',
    text: `select c.payer_email as subject, count(*) || ' charges that were not given back by themselves' as found
      from sandbox_payments p join attempts a on a.organization_id = p.organization_id and a.id = p.idempotency_key
        join checkouts c on c.organization_id = a.organization_id and c.id = a.checkout_id
      where ${taken} and not exists (
        select 1 from refunds r where r.organization_id = a.organization_id and r.attempt_id = a.id
          and r.reason in ('late_payment', 'excess_charge') and r.requested_by is null)
      group by c.payer_email having count(*) > 1`,
  },
  {
    guarantee: 'A place is kept while a payment is undecided, so none comes too late or twice',
    text: `select r.transaction_id::text as subject, r.reason || ' of ' || r.amount_minor as found
      from refunds r join attempts a on a.organization_id = r.organization_id and a.id = r.attempt_id
      where r.requested_by is null and not exists (
        select 1 from attempts b where b.organization_id = a.organization_id and b.checkout_id = a.checkout_id and b.provider = 'bank')`,
  },
  {
    guarantee: 'Refunds never exceed their payment',
    text: `select t.id::text as subject, sum(r.amount_minor) || ' of ' || t.gross_minor as found
      from transactions t join refunds r on r.organization_id = t.organization_id and r.transaction_id = t.id
      where r.status <> 'failed' and not r.is_excess
      group by t.organization_id, t.id, t.gross_minor having sum(r.amount_minor) > t.gross_minor`,
  },
  {
    guarantee: 'The bank gave no more back than it took',
    text: `select b.payment_key::text as subject, sum(b.amount_minor) || ' of ' || coalesce(max(p.amount_minor), 0) as found
      from sandbox_refunds b left join sandbox_payments p on p.organization_id = b.organization_id and p.idempotency_key = b.payment_key
      where b.status = 'succeeded' and b.decides_at <= now()
      group by b.organization_id, b.payment_key having sum(b.amount_minor) > coalesce(max(p.amount_minor), 0)`,
  },
  {
    guarantee: 'What we call given back is what the bank gave back',
    text: `select coalesce(r.id, b.id)::text as subject,
        coalesce(r.status || ' ' || r.amount_minor, 'not known to us') || ', the bank: ' || coalesce(b.status || ' ' || b.amount_minor, 'nothing') as found
      from (select r.* from refunds r join attempts a on a.organization_id = r.organization_id and a.id = r.attempt_id and a.provider = 'sandbox') r
        full join sandbox_refunds b on b.organization_id = r.organization_id and b.id = r.id
      where r.status is distinct from b.status or r.amount_minor is distinct from b.amount_minor`,
  },
  {
    guarantee: 'Every paid checkout has one paid transaction',
    text: `select c.id::text as subject, count(t.id) || ' transactions, ' || coalesce(min(t.status), 'none') as found
      from checkouts c left join transactions t on t.organization_id = c.organization_id and t.checkout_id = c.id
      where c.status = 'paid' group by c.organization_id, c.id
      having count(t.id) <> 1 or min(t.status) not in ${paidStatuses}`,
  },
  {
    guarantee: 'Every paid checkout has a receipt with a number, and nothing else has one',
    text: `select coalesce(c.id, r.checkout_id)::text as subject, coalesce(c.status, 'no checkout') || ', number ' || coalesce(r.sequence::text, 'none') as found
      from checkouts c full join receipts r on r.organization_id = c.organization_id and r.checkout_id = c.id
      where (c.status is not distinct from 'paid') <> (r.sequence is not null)`,
  },
  {
    guarantee: 'Numbers of receipts go from 1 without a gap or repeat in each organization, mode and year',
    text: `select organization_id || ' ' || mode || ' ' || year as subject, count(*) || ' receipts up to ' || max(sequence) as found
      from receipts group by organization_id, mode, year
      having min(sequence) <> 1 or count(*) <> max(sequence) or count(distinct sequence) <> count(*)`,
  },
  {
    guarantee: 'The ledger sums to zero in every currency',
    text: `select currency as subject, 'sums to ' || sum(amount_minor) as found
      from ledger_postings group by organization_id, currency having sum(amount_minor) <> 0`,
  },
  {
    guarantee: 'Positions of events have no gap',
    text: `select organization_id::text as subject, count(*) || ' events up to ' || max(position) as found
      from events where is_public group by organization_id having count(*) <> max(position) or count(*) <> count(position)`,
  },
  {
    guarantee: 'No delivery was given up',
    text: `select d.event_id::text as subject, d.status || ' after ' || jsonb_array_length(d.attempts) || ' tries' as found
      from webhook_deliveries d where d.status <> 'delivered'`,
  },
];
