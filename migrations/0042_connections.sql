-- Who moves the money of an organization: connections with payment providers, and bank transfers, which need none.

create table connections (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  mode text not null check (mode in ('sandbox', 'live')),
  -- 'sandbox' has a row only once the merchant has ordered; it stands first until then.
  provider text not null,
  status text not null check (status in ('connected', 'failing', 'disconnected')),
  -- Buyers see the ways to pay in this order.
  position integer not null,
  -- By which the provider knows the account: another one is another connection.
  account_id text,
  account_label text,
  settings jsonb not null default '{}',
  notification_status text not null default 'none' check (notification_status in ('none', 'waiting', 'received', 'failing')),
  last_notification_at timestamptz,
  checked_at timestamptz,
  -- One sentence with the way out.
  problem text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  disconnected_at timestamptz,
  primary key (organization_id, id)
);
create unique index connections_current on connections (organization_id, mode, provider) where status <> 'disconnected';
create index connections_disconnected on connections (disconnected_at) where status = 'disconnected';

create table connection_credentials (
  organization_id uuid not null,
  connection_id uuid not null,
  field text not null,
  -- Bound to organization, connection, provider and field.
  sealed text not null,
  last4 text,
  primary key (organization_id, connection_id, field)
);

-- How many live connections take new payments; above zero the organization may sell for real money.
alter table organizations add column live_providers integer not null default 0 check (live_providers >= 0);

alter table attempts
  add column connection_id uuid,
  -- What arrived so far, where money comes in parts.
  add column received_minor bigint,
  -- Money of it that was booked as excess and is given back, beside a whole second payment.
  add column excess_minor bigint not null default 0 check (excess_minor >= 0);

-- Money that was taken back from a payment: {status: open, lost or won, reason, dueBy, amountMinor as text}.
alter table transactions add column dispute jsonb;

alter table ledger_entries drop constraint ledger_entries_kind_check;
alter table ledger_entries add constraint ledger_entries_kind_check check (kind in ('payment', 'excess_charge', 'refund_requested',
  'refund_succeeded', 'refund_failed', 'settlement', 'reserve_release', 'correction', 'deposit', 'deposit_returned', 'dispute', 'dispute_won'));
alter table ledger_entries add column bank_match_id uuid;
create index ledger_entries_bank_match on ledger_entries (organization_id, bank_match_id) where bank_match_id is not null;
alter table ledger_postings drop constraint ledger_postings_account_check;
alter table ledger_postings add constraint ledger_postings_account_check check (account in ('provider', 'available', 'pending', 'reserved',
  'fees', 'refunds', 'excess', 'deposits'));

-- The book of bank transfers: what each attempt waits for.
create table bank_transfers (
  organization_id uuid not null,
  attempt_id uuid not null,
  -- Null when it was ended before it began.
  connection_id uuid,
  mode text not null check (mode in ('sandbox', 'live')),
  checkout_id uuid,
  -- Attempts of one payment share it; money goes to the newest.
  reference text,
  iban text,
  bic text,
  account_name text,
  reference_place text not null default 'text' check (reference_place in ('text', 'reference')),
  currency text,
  expected_minor bigint,
  buyer_name text,
  status text not null check (status in ('waiting', 'sent', 'succeeded', 'canceled')),
  deadline_at timestamptz,
  -- When the buyer is reminded; null once that is done or nothing is waited for.
  remind_at timestamptz,
  -- Set with every change of its money, cleared when the checkout knows of it.
  apply_due_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, attempt_id)
);
create index bank_transfers_reference on bank_transfers (organization_id, reference, attempt_id desc) where reference is not null;
create index bank_transfers_checkout on bank_transfers (organization_id, checkout_id, attempt_id desc) where checkout_id is not null;
create index bank_transfers_remind on bank_transfers (remind_at) where remind_at is not null;
create index bank_transfers_apply on bank_transfers (apply_due_at) where apply_due_at is not null;
create index bank_transfers_open on bank_transfers (organization_id, mode, attempt_id desc) where status in ('waiting', 'sent');

-- Files of statements that were handed in.
create table bank_statements (
  organization_id uuid not null,
  id uuid not null,
  mode text not null check (mode in ('sandbox', 'live')),
  file_name text not null,
  file_bytes integer not null,
  -- Who handed it in, as a public id, or null for the command line.
  handed_in_by text,
  -- Of the documents in it.
  kinds text[] not null,
  accounts text[] not null,
  entries integer not null,
  matched integer not null,
  unmatched integer not null,
  duplicates integer not null,
  ignored integer not null,
  on_its_way integer not null,
  problems jsonb not null default '[]',
  created_at timestamptz not null,
  primary key (organization_id, id)
);

create table bank_entries (
  organization_id uuid not null,
  id uuid not null,
  mode text not null check (mode in ('sandbox', 'live')),
  statement_id uuid not null,
  -- Whose money: the IBAN, or whatever the bank calls the account.
  account text not null,
  kind text not null,
  line integer,
  number integer,
  status text not null check (status in ('matched', 'unmatched', 'ignored', 'on_its_way')),
  direction text not null check (direction in ('credit', 'debit')),
  amount_minor bigint not null check (amount_minor >= 0),
  currency text not null,
  booked_on date,
  value_on date,
  -- By which it is known again in another file; null for what is no money yet.
  content text,
  movement text,
  is_bare boolean not null default false,
  -- {isReversal, counterparty, references, text, bankText, endToEndId, returnReason, bankReference, transactionCode, charges, parts}
  details jsonb not null,
  -- Why it is what it is: codes with their facts.
  reasons jsonb not null default '[]',
  why text,
  -- Who ignored or matched it by hand, as a public id.
  decided_by text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, id)
);
create index bank_entries_list on bank_entries (organization_id, mode, status, id desc);
create index bank_entries_day on bank_entries (organization_id, mode, account, booked_on) where content is not null;
create index bank_entries_statement on bank_entries (organization_id, statement_id);

-- What of an entry belongs to which attempt: positive for money that came, negative for money that went back.
create table bank_matches (
  organization_id uuid not null,
  id uuid not null,
  mode text not null check (mode in ('sandbox', 'live')),
  entry_id uuid not null,
  attempt_id uuid not null,
  transaction_id uuid not null,
  currency text not null,
  amount_minor bigint not null check (amount_minor <> 0),
  -- 'reference', or the public id of who said so.
  matched_by text not null,
  created_at timestamptz not null,
  undone_at timestamptz,
  undone_by text,
  primary key (organization_id, id)
);
create index bank_matches_attempt on bank_matches (organization_id, attempt_id);
create index bank_matches_entry on bank_matches (organization_id, entry_id);

-- Transfers back to buyers, which the merchant sends.
create table bank_refunds (
  organization_id uuid not null,
  refund_id uuid not null,
  mode text not null check (mode in ('sandbox', 'live')),
  attempt_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  status text not null check (status in ('pending', 'exported', 'sent', 'returned')),
  file_id uuid,
  exported_at timestamptz,
  -- The debit that proves it.
  entry_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, refund_id)
);
create index bank_refunds_open on bank_refunds (organization_id, mode, refund_id) where status in ('pending', 'exported');
create index bank_refunds_attempt on bank_refunds (organization_id, attempt_id);

create table bank_refund_files (
  organization_id uuid not null,
  id uuid not null,
  mode text not null check (mode in ('sandbox', 'live')),
  refunds integer not null,
  total_minor bigint not null,
  exported_by text not null,
  created_at timestamptz not null,
  primary key (organization_id, id)
);

-- What the columns of a table mean, as somebody said once, by its header line.
create table statement_mappings (
  organization_id uuid not null,
  header_hash bytea not null,
  mapping jsonb not null,
  encoding text,
  updated_at timestamptz not null,
  primary key (organization_id, header_hash)
);
