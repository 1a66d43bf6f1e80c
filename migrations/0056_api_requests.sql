-- What was asked with API keys, for whoever writes the program that asks: no bodies, no addresses, no ids of a path.
create table api_requests (
  organization_id uuid not null,
  mode text not null check (mode in ('sandbox', 'live')),
  -- The id of the request, as its answer named it.
  id uuid not null,
  api_key_id uuid not null,
  method text not null,
  -- The pattern of the path, such as /api/refunds/{id}/.
  route text not null,
  -- Names of known parameters, without their values.
  query_names text[] not null,
  status smallint not null,
  -- Why it was refused or failed; null when it was not.
  code text,
  duration_ms integer not null,
  created_at timestamptz not null,
  primary key (organization_id, mode, id)
);
create index api_requests_old on api_requests (created_at);
