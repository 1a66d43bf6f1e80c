-- Telling merchants' own servers: the order of events, endpoints, deliveries, and the status of links that was told.

-- The last position given in each organization. Whoever stamps events holds the row's lock, so positions become
-- visible in their order and without gaps.
create table event_positions (
  organization_id uuid primary key,
  last_position bigint not null
);

-- Which instance stamps events; another takes over when it stops renewing.
create table event_relay (
  name text primary key,
  holder uuid not null,
  expires_at timestamptz not null
);

create table webhook_endpoints (
  organization_id uuid not null references organizations (id),
  mode text not null check (mode in ('sandbox', 'live')),
  url text not null,
  enabled boolean not null,
  -- Null: all of them, those of later versions too.
  events text[],
  -- Encrypted; the previous one signs beside it until it expires.
  secret text not null,
  previous_secret text,
  previous_secret_expires_at timestamptz,
  -- Events up to this position were committed before it was enabled.
  after_position bigint not null default 0,
  disabled_reason text check (disabled_reason in ('merchant', 'gone')),
  -- When the first delivery was given up; null again after a success.
  failing_since timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, mode)
);

create table webhook_deliveries (
  organization_id uuid not null,
  -- The same over automatic retries, new for a resend by hand.
  id uuid not null,
  mode text not null,
  event_id uuid not null,
  event_type text not null,
  is_resend boolean not null default false,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  -- While pending: when it is sent next, or, while a worker has it, when it counts as lost.
  due_at timestamptz,
  -- [{at, status, error, duration_ms}], oldest first.
  attempts jsonb not null default '[]',
  -- The last attempt: {url, headers} and {status, headers, body, is_cut}.
  request jsonb,
  response jsonb,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (organization_id, id)
);
create index webhook_deliveries_due on webhook_deliveries (organization_id, mode, due_at) where due_at is not null;
create index webhook_deliveries_list on webhook_deliveries (organization_id, mode, id desc);

-- The status that events last told about a link, and when it has to be looked at again.
alter table payment_links add column told_status text not null default 'active';
alter table payment_links add column status_due_at timestamptz;
update payment_links set
  told_status = case
    when deleted_at is not null then 'deleted'
    when not is_active then 'inactive'
    when expires_at <= now() then 'expired'
    else 'active'
  end,
  status_due_at = expires_at;
create index payment_links_status_due on payment_links (status_due_at) where status_due_at is not null;
