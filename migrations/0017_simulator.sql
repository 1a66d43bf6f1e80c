-- Faults that the sandbox plays to an organization, and the refunds of the sandbox's own book.

create table sandbox_simulators (
  organization_id uuid primary key,
  notification_delay_seconds integer not null check (notification_delay_seconds between 0 and 86400),
  notification_jitter_seconds integer not null check (notification_jitter_seconds between 0 and 86400),
  duplicate_percent integer not null check (duplicate_percent between 0 and 100),
  lost_percent integer not null check (lost_percent between 0 and 100),
  lost_answer_percent integer not null check (lost_answer_percent between 0 and 100),
  refund_delay_seconds integer not null check (refund_delay_seconds between 0 and 86400),
  refund_failure_percent integer not null check (refund_failure_percent between 0 and 100),
  updated_at timestamptz not null
);

alter table sandbox_payments
  -- When the notification is sent once more, after it was sent.
  add column notify_again_at timestamptz,
  -- The payment is booked, and whoever asked for it never hears so.
  add column answer_lost boolean not null default false,
  -- What was notified last.
  add column notified_status text check (notified_status in ('succeeded', 'declined', 'canceled')),
  add column notified_error_code text;

create table sandbox_refunds (
  organization_id uuid not null,
  -- Also the key: a second request with it finds the first refund.
  id uuid not null,
  -- The attempt whose payment is given back.
  payment_key uuid not null,
  amount_minor bigint not null,
  currency text not null,
  -- What it becomes at `decides_at`; pending until then.
  status text not null check (status in ('succeeded', 'failed')),
  decides_at timestamptz not null,
  created_at timestamptz not null,
  primary key (organization_id, id)
);
create index sandbox_refunds_payment on sandbox_refunds (organization_id, payment_key);
