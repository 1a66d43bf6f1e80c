-- A refund that was owed by itself is withdrawn when the match that brought its money is undone.
alter table bank_refunds drop constraint bank_refunds_status_check;
alter table bank_refunds add constraint bank_refunds_status_check check (status in ('pending', 'exported', 'sent', 'returned', 'withdrawn'));

alter table ledger_entries drop constraint ledger_entries_kind_check;
alter table ledger_entries add constraint ledger_entries_kind_check check (kind in ('payment', 'excess_charge', 'excess_undone',
  'refund_requested', 'refund_succeeded', 'refund_failed', 'settlement', 'reserve_release', 'correction', 'deposit', 'deposit_returned',
  'dispute', 'dispute_won'));

-- Of a whole second payment, whose price is excess by itself, what was taken off again counts below zero.
alter table attempts drop constraint attempts_excess_minor_check;
alter table attempts add constraint attempts_excess_minor_check check (excess_minor >= 0 or is_excess);
