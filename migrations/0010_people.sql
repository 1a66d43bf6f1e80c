-- People: forgotten passwords, invitations, the record of who did what, and mail.

-- Work on accounts that happens after the answer, so that the time of the answer tells nothing about an address.
create table account_tasks (
  id uuid primary key,
  kind text not null check (kind in ('forgotten-password', 'failed-sign-in')),
  -- Empty where nobody has the address that was given; it is not kept.
  user_id uuid references users (id),
  address text not null,
  request_id text not null,
  created_at timestamptz not null,
  due_at timestamptz not null
);
create index account_tasks_due on account_tasks (due_at);

-- Each good for one new password; the row goes with the use.
create table password_resets (
  token_hash bytea primary key,
  user_id uuid not null references users (id),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index password_resets_user on password_resets (user_id);

-- One open invitation for an address in an organization; inviting again replaces it.
create table invitations (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  email text not null,
  name text,
  role text not null check (role in ('viewer', 'staff', 'admin', 'owner')),
  token_hash bytea not null,
  invited_by uuid not null references users (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (organization_id, id)
);
create unique index invitations_email on invitations (organization_id, email);
create unique index invitations_token on invitations (token_hash);

-- The last entry of each organization's audit log. Its row lock lets one entry at a time join the chain.
create table audit_chains (
  organization_id uuid primary key,
  sequence bigint not null,
  hash bytea not null,
  created_at timestamptz not null
);

-- Append only: nothing updates or deletes a row. Each holds a hash over the previous one's hash and its own content.
create table audit_log (
  organization_id uuid not null,
  sequence bigint not null,
  id uuid not null,
  actor_type text not null check (actor_type in ('user', 'api_key', 'anonymous', 'operator', 'system')),
  actor_id text,
  action text not null,
  target_type text,
  target_id text,
  details jsonb not null,
  address text,
  request_id text,
  created_at timestamptz not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (organization_id, sequence)
);
create unique index audit_log_id on audit_log (organization_id, id);
create index audit_log_action on audit_log (organization_id, action, id);

-- Outgoing mail, written in the transaction of the change that it tells.
create table mails (
  organization_id uuid not null,
  id uuid not null,
  kind text not null,
  recipient text not null,
  reply_to text,
  locale text not null,
  subject text not null,
  -- Text and HTML, encrypted: they may hold tokens and codes. Emptied once the mail is sent or given up.
  body text,
  -- The same key is queued once.
  dedupe_key text,
  created_at timestamptz not null,
  due_at timestamptz not null,
  -- Not tried after this: what it says is of no use any more.
  give_up_at timestamptz not null,
  tries integer not null default 0,
  sent_at timestamptz,
  failed_at timestamptz,
  last_error text,
  primary key (organization_id, id)
);
create unique index mails_once on mails (organization_id, dedupe_key) where dedupe_key is not null;
create index mails_due on mails (due_at) where sent_at is null and failed_at is null;
create index mails_age on mails (created_at);
