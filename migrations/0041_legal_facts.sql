-- Who sells in law, as receipts have to say it.
alter table organizations
  add column legal_name text,
  -- {line1, line2, city, postal_code, state, country}
  add column address jsonb,
  add column tax_id text;

-- What receipts said of a seller until a change: a receipt that is issued later than its payment says what stood when it was paid.
create table former_sellers (
  organization_id uuid not null,
  -- The one that the change ended.
  version integer not null,
  until timestamptz not null,
  -- {name, legal_name, address, tax_id, website, time_zone}
  seller jsonb not null,
  primary key (organization_id, version)
);
