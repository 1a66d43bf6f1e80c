-- What lists, searches and statistics read, so that each stays as quick as one page however long the table is.

-- Days that are not summed yet.
create index checkouts_paid on checkouts (organization_id, paid_at) where paid_at is not null;
create index checkouts_link_paid on checkouts (organization_id, payment_link_id, paid_at) where paid_at is not null and payment_link_id is not null;
create index refunds_succeeded on refunds (organization_id, updated_at) where status = 'succeeded';
create index transactions_refunded on transactions (organization_id, payment_link_id) where refunded_minor > 0 and payment_link_id is not null;
