-- A receipt is numbered when it is issued: within its organization, mode and year, from 1 and without a gap. One that was
-- issued before keeps the number in its text, and has none of these.
alter table receipts
  add column mode text check (mode in ('sandbox', 'live')),
  -- Of the payment, in the organization's time zone.
  add column year integer,
  add column sequence integer check (sequence > 0);
create unique index receipts_number on receipts (organization_id, mode, year, sequence) where sequence is not null;

create table receipt_counters (
  organization_id uuid not null,
  mode text not null check (mode in ('sandbox', 'live')),
  year integer not null,
  -- The number that was given last.
  issued integer not null check (issued >= 0),
  primary key (organization_id, mode, year)
);
