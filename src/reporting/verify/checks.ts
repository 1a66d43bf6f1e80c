/** One thing that must be true of the stored data: the rows of `text` are what contradicts it. */
export type Check = {
  readonly name: string;
  /** Selects `subject` (text) and `found` (text) of each violation. */
  readonly text: string;
};

const paidStatuses = `('paid', 'refund_pending', 'partially_refunded', 'refunded')`;

/**
 * What is proven about money and places. Each check reads the tables anew and trusts no sum that another part of the
 * program keeps.
 */
export const checks: readonly Check[] = [
  {
    name: 'The postings of each ledger entry sum to zero',
    text: `select e.id::text as subject, 'they sum to ' || coalesce(sum(p.amount_minor), 0) as found
      from ledger_entries e left join ledger_postings p on p.organization_id = e.organization_id and p.entry_id = e.id
      group by e.organization_id, e.id having count(p.account) < 2 or sum(p.amount_minor) <> 0`,
  },
  {
    name: 'Each posting belongs to an entry of the same currency and mode',
    text: `select p.entry_id::text as subject, 'posting on ' || p.account as found
      from ledger_postings p left join ledger_entries e on e.organization_id = p.organization_id and e.id = p.entry_id
      where e.id is null or e.currency <> p.currency or e.mode <> p.mode`,
  },
  {
    name: 'Each paid transaction is booked once, with its gross amount and its fee',
    text: `select t.id::text as subject, count(distinct e.id) || ' payment entries, received ' || coalesce(-sum(p.amount_minor) filter (where p.account in ('provider', 'deposits')), 0)
        || ', fees ' || coalesce(sum(p.amount_minor) filter (where p.account = 'fees'), 0) as found
      from transactions t
        left join ledger_entries e on e.organization_id = t.organization_id and e.transaction_id = t.id and e.kind = 'payment'
        left join ledger_postings p on p.organization_id = e.organization_id and p.entry_id = e.id
      where t.status in ${paidStatuses} or e.id is not null
      group by t.organization_id, t.id, t.gross_minor, t.fee_minor, t.status
      having count(distinct e.id) <> 1 or t.status not in ${paidStatuses}
        or coalesce(sum(p.amount_minor) filter (where p.account in ('provider', 'deposits')), 0) <> -t.gross_minor
        or coalesce(sum(p.amount_minor) filter (where p.account = 'fees'), 0) <> t.fee_minor`,
  },
  {
    name: 'Each refund is booked as it stands',
    text: `select r.id::text as subject, r.status || ' with ' || coalesce(string_agg(e.kind, ', ' order by e.kind), 'no entry') as found
      from refunds r left join ledger_entries e on e.organization_id = r.organization_id and e.refund_id = r.id
      group by r.organization_id, r.id, r.status
      having coalesce(string_agg(e.kind, ',' order by e.kind), '') <> case r.status
        when 'pending' then 'refund_requested' when 'succeeded' then 'refund_requested,refund_succeeded' else 'refund_failed,refund_requested' end`,
  },
  {
    name: 'Each refund entry moves the amount of its refund',
    text: `select r.id::text as subject, e.kind || ' of ' || p.amount_minor as found
      from refunds r
        join ledger_entries e on e.organization_id = r.organization_id and e.refund_id = r.id
        join ledger_postings p on p.organization_id = e.organization_id and p.entry_id = e.id and p.account = 'refunds'
      where abs(p.amount_minor) <> r.amount_minor`,
  },
  {
    name: 'What a transaction says is given back is what its refunds say',
    text: `select t.id::text as subject, 'refunded ' || t.refunded_minor || ', pending ' || t.refund_pending_minor || ', tax ' || t.refunded_tax_minor as found
      from transactions t left join lateral (
        select coalesce(sum(amount_minor) filter (where status = 'succeeded'), 0) as refunded,
          coalesce(sum(amount_minor) filter (where status = 'pending'), 0) as pending,
          coalesce(sum(tax_minor) filter (where status <> 'failed'), 0) as tax
        from refunds r where r.organization_id = t.organization_id and r.transaction_id = t.id and not r.is_excess
      ) given on true
      where t.refunded_minor <> given.refunded or t.refund_pending_minor <> given.pending or t.refunded_tax_minor <> given.tax
        or t.refunded_minor + t.refund_pending_minor > t.gross_minor`,
  },
  {
    name: 'Each excess charge is booked and given back',
    text: `select t.id::text as subject, 'excess of ' || owed.amount || ', booked ' || booked.amount || ', given back ' || given.amount as found
      from transactions t cross join lateral (
        select coalesce(sum(case when a.is_excess then t.gross_minor else 0 end + a.excess_minor), 0) as amount
        from attempts a where a.organization_id = t.organization_id and a.checkout_id = t.checkout_id
      ) owed cross join lateral (
        select coalesce(sum(p.amount_minor), 0) as amount from ledger_entries e
          join ledger_postings p on p.organization_id = e.organization_id and p.entry_id = e.id and p.account = 'excess'
        where e.organization_id = t.organization_id and e.transaction_id = t.id and e.kind in ('excess_charge', 'excess_undone')
      ) booked cross join lateral (
        select coalesce(sum(r.amount_minor), 0) as amount from refunds r
        where r.organization_id = t.organization_id and r.transaction_id = t.id and r.is_excess and not (r.status = 'failed' and exists (
          select 1 from bank_refunds b where b.organization_id = r.organization_id and b.refund_id = r.id and b.status = 'withdrawn'))
      ) given
      where owed.amount <> booked.amount or owed.amount <> given.amount`,
  },
  {
    name: 'What was taken back from a payment is booked',
    text: `select t.id::text as subject, 'taken back ' || gone.amount || ', booked ' || booked.amount as found
      from transactions t cross join lateral (
        select case when t.dispute is null or t.dispute->>'status' = 'won' then 0 else (t.dispute->>'amountMinor')::bigint end as amount
      ) gone cross join lateral (
        select coalesce(-sum(p.amount_minor), 0) as amount from ledger_entries e
          join ledger_postings p on p.organization_id = e.organization_id and p.entry_id = e.id and p.account = 'available'
        where e.organization_id = t.organization_id and e.transaction_id = t.id and e.kind in ('dispute', 'dispute_won')
      ) booked
      where gone.amount <> booked.amount`,
  },
  {
    name: 'What statements of banks show to have come for a payment, or gone back, is what the books have',
    text: `select m.id::text as subject, 'match of ' || case when m.undone_at is null then m.amount_minor else 0 end || ' at the account ' || coalesce(s.account, 'of no entry')
        || ', booked ' || booked.deposits || ' of deposits and ' || booked.provider || ' of the provider' as found
      from bank_matches m
        left join bank_entries s on s.organization_id = m.organization_id and s.id = m.entry_id
        cross join lateral (
          select coalesce(sum(p.amount_minor) filter (where p.account = 'deposits'), 0) as deposits,
            coalesce(sum(p.amount_minor) filter (where p.account = 'provider'), 0) as provider
          from ledger_entries e join ledger_postings p on p.organization_id = e.organization_id and p.entry_id = e.id
          where e.organization_id = m.organization_id and e.bank_match_id = m.id and e.mode = m.mode and e.currency = m.currency
        ) booked
      where s.id is null or s.mode <> m.mode or s.currency <> m.currency
        or booked.deposits <> case when m.undone_at is null then m.amount_minor else 0 end or booked.provider <> -booked.deposits`,
  },
  {
    name: 'Each deposit in the books rests on a match with an entry of a statement',
    text: `select e.id::text as subject, e.kind || ' without a match' as found
      from ledger_entries e
      where e.kind in ('deposit', 'deposit_returned') and not exists (
        select 1 from bank_matches m where m.organization_id = e.organization_id and m.id = e.bank_match_id)`,
  },
  {
    name: 'What is matched of an entry of a statement is all of it, and nothing of others',
    text: `select s.id::text as subject, s.status || ' ' || s.direction || ' of ' || s.amount_minor || ' at the account ' || s.account || ', matched ' || matched.amount as found
      from bank_entries s cross join lateral (
        select coalesce(sum(m.amount_minor), 0) as amount from bank_matches m
        where m.organization_id = s.organization_id and m.entry_id = s.id and m.undone_at is null
      ) matched
      where matched.amount <> case when s.status <> 'matched' or s.refund_id is not null then 0
        when s.direction = 'credit' then s.amount_minor else -s.amount_minor end`,
  },
  {
    name: 'Each refund that was sent by transfer shows on a statement',
    text: `select b.refund_id::text as subject, b.status || ', the refund is ' || coalesce(r.status, 'missing') as found
      from bank_refunds b
        left join refunds r on r.organization_id = b.organization_id and r.id = b.refund_id
        left join bank_entries s on s.organization_id = b.organization_id and s.id = b.entry_id and s.refund_id = b.refund_id
      where r.id is null or r.amount_minor <> b.amount_minor
        or (b.status in ('sent', 'returned') and (s.id is null or s.direction <> case b.status when 'sent' then 'debit' else 'credit' end))
        or (b.status in ('pending', 'exported', 'withdrawn') and r.status = 'succeeded')`,
  },
  {
    name: 'The uses of a limited link are its paid checkouts, and never more than its limit',
    text: `select p.payment_link_id::text as subject, 'used ' || p.used || ' of ' || p.max_uses || ', paid checkouts ' || paid.count as found
      from payment_link_places p cross join lateral (
        select count(*) from checkouts c where c.organization_id = p.organization_id and c.payment_link_id = p.payment_link_id and c.status = 'paid'
      ) paid
      where p.used <> paid.count or p.used > p.max_uses or p.used + p.held > p.max_uses`,
  },
  {
    name: 'The held places of a link are those that its open checkouts keep',
    text: `select p.payment_link_id::text as subject, 'held ' || p.held || ', checkouts with a place ' || kept.count as found
      from payment_link_places p cross join lateral (
        select count(*) from checkouts c where c.organization_id = p.organization_id and c.payment_link_id = p.payment_link_id
          and c.status in ('open', 'processing') and c.has_place
      ) kept
      where p.held <> kept.count`,
  },
  {
    name: 'Only open checkouts of limited links keep a place',
    text: `select c.id::text as subject, c.status || ' keeps a place' as found from checkouts c
      where c.has_place and (c.status not in ('open', 'processing') or not exists (
        select 1 from payment_link_places p where p.organization_id = c.organization_id and p.payment_link_id = c.payment_link_id))`,
  },
  {
    name: 'What a link counted is what was paid through it',
    text: `select l.id::text as subject, 'counted ' || counted.paid || ' payments of ' || counted.usd || ' USD and ' || counted.eur || ' EUR, given back '
        || counted.back_usd || ' and ' || counted.back_eur as found
      from payment_links l
        cross join lateral (
          select coalesce(sum(paid_count), 0) as paid, coalesce(sum(gross_usd_minor), 0) as usd, coalesce(sum(gross_eur_minor), 0) as eur,
            coalesce(sum(refunded_usd_minor), 0) as back_usd, coalesce(sum(refunded_eur_minor), 0) as back_eur
          from payment_link_counters k where k.organization_id = l.organization_id and k.payment_link_id = l.id
        ) counted
        cross join lateral (
          select count(*) as paid, coalesce(sum(c.total_minor) filter (where c.currency = 'USD'), 0) as usd,
            coalesce(sum(c.total_minor) filter (where c.currency = 'EUR'), 0) as eur,
            coalesce(sum(t.refunded_minor) filter (where c.currency = 'USD'), 0) as back_usd,
            coalesce(sum(t.refunded_minor) filter (where c.currency = 'EUR'), 0) as back_eur
          from checkouts c join transactions t on t.organization_id = c.organization_id and t.checkout_id = c.id
          where c.organization_id = l.organization_id and c.payment_link_id = l.id and c.status = 'paid'
        ) real
      where (counted.paid, counted.usd, counted.eur, counted.back_usd, counted.back_eur) is distinct from (real.paid, real.usd, real.eur, real.back_usd, real.back_eur)`,
  },
  {
    name: 'What lists of links are sorted by is what the link counted, where nothing changed since',
    text: `select l.id::text as subject, 'listed with ' || l.listed_paid_count || ' payments of ' || l.listed_revenue_minor || ' and '
        || l.listed_remaining_uses || ' left, counted ' || counted.paid || ' of ' || counted.revenue || ' and ' || place.remaining as found
      from payment_links l
        cross join lateral (
          select coalesce(sum(k.paid_count), 0) as paid, coalesce(bool_and(k.is_listed), true) as is_listed,
            coalesce(sum(case l.currency when 'USD' then k.gross_usd_minor - k.refunded_usd_minor
              else k.gross_eur_minor - k.refunded_eur_minor end), 0) as revenue
          from payment_link_counters k where k.organization_id = l.organization_id and k.payment_link_id = l.id
        ) counted
        cross join lateral (
          select coalesce(min(p.max_uses - p.used - p.held), 1000000000) as remaining, coalesce(bool_and(p.is_listed), true) as is_listed
          from payment_link_places p where p.organization_id = l.organization_id and p.payment_link_id = l.id
        ) place
      where (counted.is_listed and (l.listed_paid_count, l.listed_revenue_minor) is distinct from (counted.paid, counted.revenue))
        or (place.is_listed and l.listed_remaining_uses <> place.remaining)`,
  },
  {
    name: 'Each paid checkout has a paid transaction of the same amount, by one successful attempt',
    text: `select c.id::text as subject, coalesce(t.status, 'no transaction') || ', successful attempts ' || won.count as found
      from checkouts c
        left join transactions t on t.organization_id = c.organization_id and t.checkout_id = c.id
        cross join lateral (
          select count(*) from attempts a where a.organization_id = c.organization_id and a.checkout_id = c.id and a.status = 'succeeded' and not a.is_excess
        ) won
      where c.status = 'paid' and (t.id is null or t.status not in ${paidStatuses} or t.gross_minor <> c.total_minor or t.currency <> c.currency or won.count <> 1)`,
  },
  {
    name: 'The attempts of a checkout are all there',
    text: `select c.id::text as subject, c.attempt_count || ' counted, ' || there.count || ' found' as found
      from checkouts c cross join lateral (
        select count(*), coalesce(max(a.number), 0) as last from attempts a where a.organization_id = c.organization_id and a.checkout_id = c.id
      ) there
      where c.attempt_count <> there.count or there.last <> there.count`,
  },
  {
    name: 'Each change of a transaction has its event, in a sequence without gaps',
    text: `select t.id::text as subject, 'sequence ' || t.sequence || ', removed ' || t.events_removed || ', events ' || told.count || ' up to ' || told.last || ', the last says '
        || coalesce(told.status, 'nothing') || ' of ' || t.status as found
      from transactions t cross join lateral (
        select count(*), coalesce(max(e.sequence), 0) as last,
          (select (last.body::jsonb)->>'status' from events last where last.organization_id = t.organization_id and last.transaction_id = t.id
            and last.sequence = t.sequence) as status
        from events e where e.organization_id = t.organization_id and e.transaction_id = t.id and e.sequence is not null
      ) told
      where told.count + t.events_removed <> t.sequence or told.last <> t.sequence or told.status is distinct from t.status`,
  },
  {
    name: 'Each refund has the event of its status',
    text: `select r.id::text as subject, r.status || ' was not told' as found from refunds r
      where not exists (
        select 1 from events e where e.organization_id = r.organization_id and e.transaction_id = r.transaction_id
          and e.type = 'refund.status_changed' and (e.body::jsonb)->>'status' = r.status)`,
  },
  {
    name: 'What was held back is released once, and only when its days are over',
    text: `select v.transaction_id::text as subject, released.count || ' releases' as found
      from reserves v cross join lateral (
        select count(*) from ledger_entries e where e.organization_id = v.organization_id and e.transaction_id = v.transaction_id and e.kind = 'reserve_release'
      ) released
      where released.count <> case when v.due_at is null then 1 else 0 end`,
  },
  {
    name: 'Each receipt says what its payment was',
    text: `select r.checkout_id::text as subject, 'the receipt says ' || (receipt.said->>'total') || ' ' || (receipt.said->>'currency') || ', the payment is '
        || coalesce(t.gross_minor || ' ' || t.currency || ', ' || t.status, 'missing') as found
      from receipts r cross join lateral (select r.document::jsonb as said) receipt
        left join transactions t on t.organization_id = r.organization_id and t.checkout_id = r.checkout_id
      where t.id is null or t.status not in ${paidStatuses} or (receipt.said->>'total')::numeric * 100 <> t.gross_minor
        or receipt.said->>'currency' <> t.currency or receipt.said->>'mode' <> t.mode`,
  },
  {
    name: 'Receipts are numbered from 1 without a gap or repeat in each organization, mode and year',
    text: `select organization_id || ' ' || mode || ' ' || year as subject, coalesce(numbered.count, 0) || ' receipts numbered ' || coalesce(numbered.first, 0)
        || ' to ' || coalesce(numbered.last, 0) || ', the counter says ' || coalesce(counted.issued, 0) as found
      from (select organization_id, mode, year, count(*) as count, count(distinct sequence) as different, min(sequence) as first, max(sequence) as last
          from receipts where sequence is not null group by organization_id, mode, year) numbered
        full join receipt_counters counted using (organization_id, mode, year)
      where coalesce(numbered.last, 0) <> coalesce(numbered.count, 0) or coalesce(numbered.different, 0) <> coalesce(numbered.count, 0)
        or coalesce(numbered.last, 0) <> coalesce(counted.issued, 0)`,
  },
  {
    name: 'Each numbered receipt bears its number',
    text: `select r.checkout_id::text as subject, 'number ' || coalesce(r.document::jsonb->>'number', 'missing') as found
      from receipts r
      where r.sequence is not null and r.document::jsonb->>'number' is distinct from
        case r.mode when 'sandbox' then 'TEST-' else '' end || r.year || '-' || lpad(r.sequence::text, greatest(6, length(r.sequence::text)), '0')`,
  },
];
