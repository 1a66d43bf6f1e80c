-- Payments at Mollie by attempt. Mollie keeps a key for a limited time only, and ends no payment that it does not want to end: what bars an
-- attempt for good stands here.
create table mollie_payments (
  organization_id uuid not null,
  attempt_id uuid not null,
  connection_id uuid not null,
  -- Null until Mollie has answered, or the payment was found by its attempt.
  payment_id text,
  -- What is to be paid; null where nothing was begun.
  amount_minor bigint,
  currency text,
  state text not null check (state in ('open', 'refused', 'barred')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, attempt_id)
);

-- Notifications name payments.
create unique index mollie_payments_payment on mollie_payments (organization_id, payment_id) where payment_id is not null;
