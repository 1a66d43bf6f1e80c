-- Why a mail is kept and not sent: the sandbox wrote it to somebody outside the team, or no mail server was set. The latter
-- may be sent by hand, once.
alter table mails add column kept_because text check (kept_because in ('sandbox', 'no_mail_server')),
  add column released_at timestamptz;
update mails set kept_because = 'sandbox' where is_kept;
drop index mails_kept;
create index mails_kept on mails (organization_id, id) where kept_because is not null;

-- One row: when an instance that sends mails was last there. The others leave theirs to it.
create table mail_senders (
  slot integer primary key check (slot = 0),
  seen_at timestamptz not null
) with (fillfactor = 50);
