-- What the instances counted lately, so that together they let no more through than one would.
create table rate_sums (
  bucket text not null,
  subject text not null,
  window_started_at timestamptz not null,
  count integer not null,
  primary key (bucket, subject, window_started_at)
);
create index rate_sums_window on rate_sums (window_started_at);

-- Who keeps a place of a limited link: a keyed hash of the address, so that one buyer cannot hold them all.
alter table checkouts add column address_hash text;
create index checkouts_address on checkouts (organization_id, payment_link_id, address_hash)
  where status = 'open' and has_place and address_hash is not null;
