-- Entries of a batch are rows of their own, so that each can belong to a payment; the batch itself is what is counted.
alter table bank_entries
  add column batch_id uuid,
  -- Whose transfer it is, or whose transfer came back.
  add column refund_id uuid;
alter table bank_entries drop constraint bank_entries_status_check;
alter table bank_entries add constraint bank_entries_status_check
  check (status in ('matched', 'unmatched', 'ignored', 'on_its_way', 'batch'));
create index bank_entries_all on bank_entries (organization_id, mode, id desc) where status <> 'batch';
create index bank_statements_list on bank_statements (organization_id, mode, id desc);
create index bank_refunds_list on bank_refunds (organization_id, mode, refund_id desc);
