-- The one key that never rotates: hashes that must be found again after a change of keys are made with it.
create table fixed_key (
  -- One row, whoever starts first.
  id smallint primary key check (id = 1),
  -- The key, encrypted once under each of the instances' encryption keys, in the order in which they came.
  sealed text[] not null,
  created_at timestamptz not null
);
