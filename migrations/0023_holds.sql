-- Who keeps places of a limited link, who kept them for nothing, and who else asks for one.

-- How many places an address keeps of a link, and what it kept before.
drop index checkouts_address;
create index checkouts_holders on checkouts (organization_id, payment_link_id, address_hash) where has_place and status in ('open', 'processing') and address_hash is not null;
create index checkouts_kept on checkouts (organization_id, payment_link_id, address_hash, closed_at desc) where address_hash is not null and closed_at is not null;

-- Why a canceled checkout is: a buyer is told who did it.
alter table checkouts add column cancel_reason text check (cancel_reason in ('buyer', 'place_released', 'link_closed'));

-- When a start was refused last because every place was held, whose it was, and when one from any other address was.
-- Two are enough to know for each address whether somebody else asked.
alter table payment_link_places
  add column asked_at timestamptz,
  add column asked_address_hash text,
  add column other_asked_at timestamptz;
