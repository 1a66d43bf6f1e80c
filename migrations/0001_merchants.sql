-- Organizations, the people who run them, and their sessions.
-- Money is an integer number of minor units; rates are integers in thousandths of a percent.

create table organizations (
  id uuid primary key,
  name text not null,
  website text,
  contact_email text,
  telegram text,
  pricing_mode text not null default 'TAX_INCLUSIVE' check (pricing_mode in ('TAX_INCLUSIVE', 'TAX_EXCLUSIVE')),
  default_currency text not null default 'USD' check (default_currency in ('USD', 'EUR')),
  default_tax_rate integer not null default 0 check (default_tax_rate between 0 and 100000),
  min_payment_usd_minor bigint not null default 100 check (min_payment_usd_minor > 0),
  min_payment_eur_minor bigint not null default 100 check (min_payment_eur_minor > 0),
  max_payment_usd_minor bigint not null default 1000000 check (max_payment_usd_minor >= min_payment_usd_minor),
  max_payment_eur_minor bigint not null default 1000000 check (max_payment_eur_minor >= min_payment_eur_minor),
  fee_percent integer not null default 0 check (fee_percent between 0 and 100000),
  fee_fixed_usd_minor bigint not null default 0 check (fee_fixed_usd_minor >= 0),
  fee_fixed_eur_minor bigint not null default 0 check (fee_fixed_eur_minor >= 0),
  reserve_percent integer not null default 0 check (reserve_percent between 0 and 100000),
  reserve_days integer not null default 0 check (reserve_days between 0 and 3650),
  status text not null default 'active' check (status in ('active', 'suspended')),
  allow_ad_hoc_items boolean not null default false,
  allowed_redirect_origins text[] not null default '{}',
  allowed_embed_origins text[] not null default '{}',
  time_zone text not null default 'UTC',
  logo_url text,
  accent_color text,
  support_email text,
  terms_url text,
  -- Raised by every change, so that rendered pages know when they are stale.
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table users (
  id uuid primary key,
  email text not null,
  name text not null,
  password_hash text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
-- Addresses are stored in lower case; one account an address.
create unique index users_email on users (email);

create table memberships (
  organization_id uuid not null references organizations (id),
  user_id uuid not null references users (id),
  role text not null check (role in ('viewer', 'staff', 'admin', 'owner')),
  created_at timestamptz not null,
  primary key (organization_id, user_id)
);
create index memberships_user on memberships (user_id);

create table sessions (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  user_id uuid not null references users (id),
  token_hash bytea not null,
  user_agent text not null,
  address text not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create unique index sessions_token on sessions (token_hash);
create index sessions_user on sessions (user_id);

-- Sign-ins that an operator hands out, each good for one use; the row goes with the use.
create table one_time_sign_ins (
  token_hash bytea primary key,
  organization_id uuid not null references organizations (id),
  user_id uuid not null references users (id),
  created_at timestamptz not null,
  expires_at timestamptz not null
);

-- Failed sign-ins by account and by address; exact, shared by all instances.
create table rate_limits (
  bucket text not null,
  subject text not null,
  window_started_at timestamptz not null,
  count integer not null,
  primary key (bucket, subject)
);
