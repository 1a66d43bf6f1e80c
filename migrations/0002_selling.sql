-- The catalog and the payment links made from it.

create table products (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null,
  description text,
  image_url text,
  price_usd_minor bigint check (price_usd_minor > 0),
  price_eur_minor bigint check (price_eur_minor > 0),
  tax_rate integer check (tax_rate between 0 and 100000),
  active boolean not null default true,
  metadata jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, id),
  check (price_usd_minor is not null or price_eur_minor is not null)
);

create table payment_links (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  mode text not null check (mode in ('sandbox', 'live')),
  name text not null,
  currency text not null check (currency in ('USD', 'EUR')),
  pricing_mode text not null check (pricing_mode in ('TAX_INCLUSIVE', 'TAX_EXCLUSIVE')),
  -- The snapshot, never changed after creation:
  -- [{product_id, name, description, image_url, quantity, unit_prices: {USD?, EUR?} (minor units as text), tax_rate}]
  lines jsonb not null,
  is_active boolean not null default true,
  expires_at timestamptz,
  deleted_at timestamptz,
  metadata jsonb not null default '{}',
  -- Raised by every change that a buyer can see.
  version integer not null default 1,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organization_id, id)
);
-- Buyers know only the link's id.
create index payment_links_id on payment_links (id);
create index payment_links_list on payment_links (organization_id, mode, id desc);

-- A row exists exactly while a link is limited. It is the one place where places are counted.
create table payment_link_places (
  organization_id uuid not null,
  payment_link_id uuid not null,
  max_uses integer not null check (max_uses between 1 and 1000000),
  used integer not null default 0 check (used >= 0),
  held integer not null default 0 check (held >= 0),
  primary key (organization_id, payment_link_id)
);

-- What a link collected, spread over a few rows so that payments of an unlimited link do not queue; summed on read.
create table payment_link_counters (
  organization_id uuid not null,
  payment_link_id uuid not null,
  shard smallint not null,
  paid_count integer not null default 0,
  gross_usd_minor bigint not null default 0,
  gross_eur_minor bigint not null default 0,
  refunded_usd_minor bigint not null default 0,
  refunded_eur_minor bigint not null default 0,
  last_paid_at timestamptz,
  primary key (organization_id, payment_link_id, shard)
);
