-- Refunds through the same lock as everything else about a payment, and the double-entry ledger.

alter table transactions
  -- Refunds that are not decided yet: their amount is no longer there to be given back again.
  add column refund_pending_minor bigint not null default 0 check (refund_pending_minor >= 0),
  -- Tax in the refunds that did not fail.
  add column refunded_tax_minor bigint not null default 0,
  add constraint transactions_refunds check (refunded_minor + refund_pending_minor <= gross_minor);

alter table refunds
  add column checkout_id uuid,
  add column requested_by text,
  add column error_message text,
  -- Of an excess charge: it is given back beside the transaction and counts nowhere in it.
  add column is_excess boolean not null default false;
create index refunds_list on refunds (organization_id, mode, id desc);

-- Six digits sent by mail before a refund from the dashboard: bound to person, payment and amount.
create table refund_codes (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  transaction_id uuid not null,
  amount_minor bigint not null,
  code_hash bytea not null,
  tries integer not null default 0,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null,
  primary key (organization_id, id)
);
create index refund_codes_open on refund_codes (organization_id, user_id, transaction_id) where used_at is null;

-- One entry a happening; append only.
create table ledger_entries (
  organization_id uuid not null,
  id uuid not null,
  mode text not null check (mode in ('sandbox', 'live')),
  kind text not null check (kind in ('payment', 'excess_charge', 'refund_requested', 'refund_succeeded', 'refund_failed', 'settlement', 'reserve_release', 'correction')),
  currency text not null check (currency in ('USD', 'EUR')),
  transaction_id uuid,
  refund_id uuid,
  created_at timestamptz not null,
  primary key (organization_id, id)
);
create index ledger_entries_transaction on ledger_entries (organization_id, transaction_id);

-- The postings of an entry sum to zero.
create table ledger_postings (
  organization_id uuid not null,
  entry_id uuid not null,
  account text not null check (account in ('provider', 'available', 'pending', 'reserved', 'fees', 'refunds', 'excess')),
  mode text not null,
  currency text not null,
  amount_minor bigint not null check (amount_minor <> 0),
  primary key (organization_id, entry_id, account)
);
create index ledger_postings_balance on ledger_postings (organization_id, mode, currency, account) include (amount_minor);

-- What was held back of a payment, until its days are over.
create table reserves (
  organization_id uuid not null,
  transaction_id uuid not null,
  mode text not null,
  currency text not null,
  amount_minor bigint not null check (amount_minor > 0),
  release_at timestamptz not null,
  -- Null once released.
  due_at timestamptz,
  primary key (organization_id, transaction_id)
);
create index reserves_due on reserves (due_at) where due_at is not null;
