-- The sandbox provider's own book: it stands for a bank, so nothing but the sandbox reads or writes it.

create table sandbox_payments (
  organization_id uuid not null,
  id uuid not null,
  -- The attempt that asked; a second request with it finds the first payment.
  idempotency_key uuid not null,
  scenario text not null,
  status text not null check (status in ('requires_action', 'processing', 'succeeded', 'declined', 'canceled')),
  amount_minor bigint not null,
  currency text not null,
  card_brand text,
  card_last4 text,
  error_code text,
  return_url text not null,
  -- A payment that decides itself does so at this time.
  decides_at timestamptz,
  -- When its notification is sent, until it was.
  notify_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, id)
);
create unique index sandbox_payments_key on sandbox_payments (organization_id, idempotency_key);
create index sandbox_payments_id on sandbox_payments (id);
create index sandbox_payments_notify on sandbox_payments (notify_at) where notify_at is not null;
