-- Second factors of people: an authenticator app, passkeys, and recovery codes for whoever lost both.

create table authenticators (
  user_id uuid primary key references users (id),
  -- Encrypted.
  secret text not null,
  -- Empty while it is set up and no code of it was seen.
  confirmed_at timestamptz,
  -- The time step of the last code that was taken: none is good twice.
  last_step bigint not null default 0,
  created_at timestamptz not null
);

create table passkeys (
  id uuid primary key,
  user_id uuid not null references users (id),
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create unique index passkeys_credential on passkeys (credential_id);
create index passkeys_user on passkeys (user_id);

-- Only hashes; the codes are shown once. Each is good once.
create table recovery_codes (
  user_id uuid not null references users (id),
  code_hash bytea not null,
  used_at timestamptz,
  created_at timestamptz not null,
  primary key (user_id, code_hash)
);

-- Sign-ins whose password or link was right and that wait for the second factor; the row goes with the use.
create table second_factor_challenges (
  token_hash bytea primary key,
  user_id uuid not null references users (id),
  method text not null check (method in ('password', 'one_time_link')),
  -- Where a link leads; empty for the one that the person joined first.
  organization_id uuid references organizations (id),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index second_factor_challenges_user on second_factor_challenges (user_id);

-- What a passkey has to sign or to be made for; the row goes with the use.
create table passkey_challenges (
  challenge text primary key,
  user_id uuid not null references users (id),
  purpose text not null check (purpose in ('register', 'prove')),
  expires_at timestamptz not null
);

-- Whether members need a second factor for everything of this organization.
alter table organizations add column require_second_factor boolean not null default false;
