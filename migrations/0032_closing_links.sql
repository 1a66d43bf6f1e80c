-- When the open checkouts of a link that was switched off or deleted are closed: until then it can be taken back, and nobody
-- who is paying notices. Null while it is open, and for one that was closed before this was kept: its time is over.
alter table payment_links add column closes_at timestamptz;
