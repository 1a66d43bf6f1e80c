-- Keys of other people's servers. Only a hash is stored; the key itself is shown once.

create table api_keys (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  mode text not null check (mode in ('sandbox', 'live')),
  name text not null,
  -- The first characters, by which people tell keys apart.
  prefix text not null,
  key_hash bytea not null,
  scopes text[] not null,
  status text not null check (status in ('active', 'rotated', 'revoked')),
  -- A rotated key works until then.
  expires_at timestamptz,
  last_used_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (organization_id, id)
);
create unique index api_keys_hash on api_keys (key_hash);
-- One active key a mode.
create unique index api_keys_active on api_keys (organization_id, mode) where status = 'active';
