-- Orders at PayPal by attempt. PayPal ends no order when it is asked to: what ends one is that we never capture it, and that stands here.
create table paypal_orders (
  organization_id uuid not null,
  attempt_id uuid not null,
  connection_id uuid not null,
  -- Null until PayPal has answered, and for good where it never did: then no buyer was sent anywhere.
  order_id text,
  capture_id text,
  -- What a capture has to be of; null where nothing was begun.
  amount_minor bigint,
  currency text,
  state text not null check (state in ('open', 'capturing', 'captured', 'declined', 'barred')),
  decline_code text check ((decline_code is not null) = (state = 'declined')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, attempt_id)
);

-- Notifications name orders and captures.
create unique index paypal_orders_order on paypal_orders (organization_id, order_id) where order_id is not null;
create unique index paypal_orders_capture on paypal_orders (organization_id, capture_id) where capture_id is not null;
