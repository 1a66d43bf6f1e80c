-- The outbox: one row for every change that is told to anybody, written in the transaction of the change.

create table events (
  organization_id uuid not null,
  id uuid not null,
  mode text not null check (mode in ('sandbox', 'live')),
  type text not null,
  -- Internal events feed jobs and timelines; public ones go to webhooks and the pull feed.
  is_public boolean not null,
  checkout_id uuid,
  transaction_id uuid,
  payment_link_id uuid,
  -- 1, 2, 3… without gaps for each transaction.
  sequence integer,
  -- Fixed when written: deliveries and resends send these bytes.
  body text not null,
  created_at timestamptz not null,
  -- Commit order within the organization, stamped by the relay.
  position bigint,
  primary key (organization_id, id)
);
create unique index events_sequence on events (organization_id, transaction_id, sequence) where sequence is not null;
create index events_unstamped on events (organization_id, id) where position is null and is_public;
create unique index events_position on events (organization_id, position) where position is not null;

-- Work that another room has to do later, written in the transaction that makes it necessary.
create table tasks (
  organization_id uuid not null,
  kind text not null,
  -- What the work is about; one row a subject, however often it is asked for.
  subject_id uuid not null,
  due_at timestamptz not null,
  tries integer not null default 0,
  primary key (organization_id, kind, subject_id)
);
create index tasks_due on tasks (kind, due_at);
