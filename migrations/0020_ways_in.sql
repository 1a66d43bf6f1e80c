-- Ways into an account: who is known, which sessions belong together, and mails that stay here.

-- Devices and addresses at which a person signed in before, as hashes. Whoever guesses a password from elsewhere does
-- not keep them out.
create table known_devices (
  user_id uuid not null references users (id),
  mark bytea not null,
  seen_at timestamptz not null,
  primary key (user_id, mark)
);
create index known_devices_age on known_devices (seen_at);

-- The session that another organization was entered from: what ends the one ends the other.
alter table sessions add column continued_session_id uuid;
create index sessions_continued on sessions (continued_session_id) where continued_session_id is not null;

alter table account_tasks drop constraint account_tasks_kind_check;
alter table account_tasks add constraint account_tasks_kind_check
  check (kind in ('forgotten-password', 'failed-sign-in', 'refused-sign-up'));

-- A mail of the sandbox to somebody outside the team: it is read here and never sent.
alter table mails add column is_kept boolean not null default false;
drop index mails_due;
create index mails_due on mails (due_at) where sent_at is null and failed_at is null and not is_kept;
create index mails_kept on mails (organization_id, id) where is_kept;
