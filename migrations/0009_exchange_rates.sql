-- What one euro costs in dollars, as published; the operator's fixed rate stands in the configuration instead.

create table exchange_rates (
  source text not null check (source in ('ecb')),
  date date not null,
  -- USD per 1 EUR in 10⁻⁶.
  rate_millionths bigint not null check (rate_millionths > 0),
  fetched_at timestamptz not null,
  primary key (source, date)
);

-- One row a source: when it is asked next, so that of many instances one asks.
create table exchange_rate_fetches (
  source text primary key,
  due_at timestamptz not null,
  failures integer not null default 0
);
insert into exchange_rate_fetches (source, due_at) values ('ecb', '2000-01-01T00:00:00Z');
