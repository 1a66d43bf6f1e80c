-- Notifications name a connection and nothing else.
create unique index connections_id on connections (id);

-- What is still open there, before its credentials are wiped.
create index attempts_open_at_connection on attempts (organization_id, connection_id)
  where connection_id is not null and status in ('requires_action', 'processing');

-- Somebody said that copies of the keys lie in another place. Good for that encryption key only.
create table key_confirmations (
  organization_id uuid not null primary key references organizations (id),
  encryption_key_id text not null,
  confirmed_by uuid not null,
  confirmed_at timestamptz not null
);
