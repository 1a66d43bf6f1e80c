-- Lists of links are sorted by what was sold and what is left, which change with every payment. So that no buyer writes
-- an index for that, a link keeps what it had when a job last looked, and says of each row that changes since that it is
-- not listed yet. Lists take those few from the rows themselves.
alter table payment_links
  add column listed_paid_count integer not null default 0,
  add column listed_revenue_minor bigint not null default 0,
  add column listed_remaining_uses integer not null default 1000000000;
alter table payment_link_counters add column is_listed boolean not null default false;
alter table payment_link_places add column is_listed boolean not null default false;

-- As long as a row stays unlisted, further changes of it write no index.
create index payment_link_counters_unlisted on payment_link_counters (organization_id, payment_link_id) where not is_listed;
create index payment_link_places_unlisted on payment_link_places (organization_id, payment_link_id) where not is_listed;

create index payment_links_by_paid_count on payment_links (organization_id, mode, listed_paid_count, id);
create index payment_links_by_revenue on payment_links (organization_id, mode, listed_revenue_minor, id);
create index payment_links_by_remaining_uses on payment_links (organization_id, mode, listed_remaining_uses, id);
