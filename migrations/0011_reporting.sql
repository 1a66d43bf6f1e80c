-- What is counted beside the payments themselves, so that questions about many of them stay quick.

-- Views of a link's page. Instances count in memory and add their counts about once a second, each to a shard of
-- its own choice, so that they never wait for each other. The day is the one of the organization's zone at that time.
create table payment_link_views (
  organization_id uuid not null,
  payment_link_id uuid not null,
  day date not null,
  shard smallint not null,
  views integer not null,
  primary key (organization_id, payment_link_id, day, shard)
);

-- The same over all links of an organization.
create table organization_views (
  organization_id uuid not null,
  mode text not null check (mode in ('sandbox', 'live')),
  day date not null,
  shard smallint not null,
  views integer not null,
  primary key (organization_id, mode, day, shard)
);

-- Names of links, word by word in lower case and without accents, for finding them by how their words begin.
create table payment_link_words (
  organization_id uuid not null,
  mode text not null check (mode in ('sandbox', 'live')),
  word text collate "C" not null,
  payment_link_id uuid not null,
  primary key (organization_id, mode, word, payment_link_id)
);
create index payment_link_words_link on payment_link_words (organization_id, payment_link_id);
insert into payment_link_words (organization_id, mode, word, payment_link_id)
select distinct organization_id, mode, left(word, 32), id
from payment_links cross join lateral regexp_split_to_table(lower(name), '[^[:alnum:]]+') as word
where word <> '';

-- What happened by day of the organization's zone, summed from checkouts, transactions, refunds and links a few minutes
-- after it happened, slice by slice; what came after the last slice is read from those themselves. A sum only grows:
-- another zone, or rows put in from outside, mean counting anew.
create table daily_figures (
  organization_id uuid not null,
  mode text not null check (mode in ('sandbox', 'live')),
  day date not null,
  started integer not null,
  link_started integer not null,
  paid integer not null,
  link_paid integer not null,
  transactions integer not null,
  links_made integer not null,
  gross_usd_minor bigint not null,
  gross_eur_minor bigint not null,
  refunded_usd_minor bigint not null,
  refunded_eur_minor bigint not null,
  primary key (organization_id, mode, day)
);

create table daily_link_figures (
  organization_id uuid not null,
  payment_link_id uuid not null,
  day date not null,
  started integer not null,
  paid integer not null,
  gross_usd_minor bigint not null,
  gross_eur_minor bigint not null,
  refunded_usd_minor bigint not null,
  refunded_eur_minor bigint not null,
  primary key (organization_id, payment_link_id, day)
);

-- What the postings of a day came to.
create table daily_balances (
  organization_id uuid not null,
  mode text not null check (mode in ('sandbox', 'live')),
  day date not null,
  currency text not null check (currency in ('USD', 'EUR')),
  account text not null,
  amount_minor bigint not null,
  primary key (organization_id, mode, currency, account, day)
);

-- How far an organization's days are summed. A row that is missing means: not at all yet.
create table figure_progress (
  organization_id uuid primary key,
  -- The zone whose days are summed.
  time_zone text not null,
  -- Where the next slice begins.
  summed_until timestamptz not null,
  -- When it is looked for.
  due_at timestamptz not null
);
create index figure_progress_due on figure_progress (due_at);
