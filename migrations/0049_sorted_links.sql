-- Links are also listed by name and by end. Names stand as people look them up: without case and accents; what goes
-- beyond 64 characters decides nothing.
create or replace function sorted_name(name text) returns text language sql immutable strict parallel safe
return left(lower(regexp_replace(normalize(name, nfkd), '[\u0300-\u036f]', '', 'g')), 64);
create index payment_links_by_name on payment_links (organization_id, mode, (sorted_name(name) collate "C"), id);

-- In microseconds; links that never end come last.
create or replace function sorted_end(expires_at timestamptz) returns bigint language sql immutable parallel safe
return coalesce((extract(epoch from expires_at) * 1000000)::bigint, 9223372036854775807);
create index payment_links_by_end on payment_links (organization_id, mode, sorted_end(expires_at), id);
