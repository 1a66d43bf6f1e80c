-- How long rows are kept: what the rules of retention look for, and how far they are.

-- The buyer of a checkout, or of a payment, may be forgotten; its row stays for the books and the statistics.
alter table checkouts alter column payer_email drop not null;
alter table transactions alter column payer_email drop not null;
create index checkouts_unpaid on checkouts (closed_at)
  where status in ('failed', 'canceled', 'expired') and payer_email is not null;

-- Of the events of a transaction, how many were removed because later ones say more.
alter table transactions add column events_removed integer not null default 0 check (events_removed >= 0);
-- Whether an event is sent again by hand.
create index webhook_deliveries_resent on webhook_deliveries (organization_id, event_id) where is_resend;

-- Up to which time a rule has looked through the events of an organization.
create table retention_progress (
  organization_id uuid not null,
  rule text not null,
  done_until timestamptz not null,
  primary key (organization_id, rule)
);
create index retention_progress_order on retention_progress (rule, done_until);

-- Buyers who asked to be forgotten: a keyed hash of the address, so that a restored backup can forget them again.
create table forgotten_buyers (
  organization_id uuid not null,
  address_hash bytea not null,
  receipts text not null check (receipts in ('kept', 'redacted')),
  forgotten_at timestamptz not null,
  primary key (organization_id, address_hash)
);

-- When an image was last named by a merchant; a day after that it goes, unless something shows it.
alter table media add column used_at timestamptz;
update media set used_at = created_at;
alter table media alter column used_at set default now(), alter column used_at set not null;
create index media_age on media (used_at);
-- The hashes of the images that lines show. Their addresses end in it, whatever address this site had at the time.
create or replace function image_hashes(lines jsonb) returns text[] language sql immutable strict parallel safe
return (
  select coalesce(array_agg(right(line ->> 'image_url', 64)), '{}')
  from jsonb_array_elements(lines) as element(line) where line ->> 'image_url' is not null
);
create index payment_links_images on payment_links using gin (image_hashes(lines));
create index checkouts_images on checkouts using gin (image_hashes(lines)) where lines is not null;
create index products_image on products (right(image_url, 64)) where image_url is not null;
create index organizations_logo on organizations (right(logo_url, 64)) where logo_url is not null;

create index refund_codes_expiry on refund_codes (expires_at);
create index sandbox_refunds_age on sandbox_refunds (id);
create index sessions_end on sessions (least(expires_at, revoked_at));
create index one_time_sign_ins_expiry on one_time_sign_ins (expires_at);
create index password_resets_expiry on password_resets (expires_at);
create index invitations_expiry on invitations (expires_at);
create index rate_limits_window on rate_limits (window_started_at);
create index payment_link_views_spread on payment_link_views (day) where shard <> 0;
create index organization_views_spread on organization_views (day) where shard <> 0;
