-- Rows that instances write to prove that writes commit. There are never more of them, and each is written over: several
-- instances that prove it at once seldom wait for the same one.
create table heartbeats (
  slot integer primary key,
  beaten_at timestamptz not null
) with (fillfactor = 50);

insert into heartbeats (slot, beaten_at) select slot, 'epoch' from generate_series(0, 15) as slot;
