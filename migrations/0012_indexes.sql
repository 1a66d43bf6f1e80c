-- What lists, searches and figures read, so that each page costs the same however long its table is. Columns that a
-- hot counter changes all the time stay out of indexes.

-- Days that are not summed yet.
create index checkouts_paid on checkouts (organization_id, paid_at) where paid_at is not null;
create index checkouts_link_paid on checkouts (organization_id, payment_link_id, paid_at) where paid_at is not null and payment_link_id is not null;
create index refunds_succeeded on refunds (organization_id, updated_at) where status = 'succeeded';

-- Lists of transactions by status and currency, by link and status, and by payer. A list that leaves one of them open
-- merges the few heads that there are.
create index transactions_status on transactions (organization_id, mode, status, currency, id desc);
drop index transactions_link;
create index transactions_link on transactions (organization_id, payment_link_id, status, id desc) where payment_link_id is not null;
create index transactions_email on transactions (organization_id, mode, lower(payer_email) collate "C", id desc);

-- Lists of links by the status that was told last and by currency. The clock may have gone on since: the few links that
-- have expired and are not told to be are found by the second index.
create index payment_links_told on payment_links (organization_id, mode, told_status, currency, id desc);
create index payment_links_expiry on payment_links (organization_id, mode, expires_at) where deleted_at is null and is_active and expires_at is not null and told_status <> 'expired';
create index payment_links_deleted on payment_links (organization_id, mode, id desc) where deleted_at is not null;
create index payment_links_inactive on payment_links (organization_id, mode, id desc) where deleted_at is null and not is_active;
-- Used up, or nearly. Only payments change `used`, so that taking and giving back places stays as cheap as it was.
create index payment_link_places_scarce on payment_link_places (organization_id, payment_link_id) where (max_uses - used) * 10 <= max_uses;

-- What the dashboard's first page tells.
create index attempts_undecided on attempts (organization_id, attempted_at) where status = 'processing';
create index events_link_changes on events (organization_id, mode, id desc) where type = 'payment_link.changed';
