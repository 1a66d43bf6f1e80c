-- When whoever uses a session last showed that it is theirs: by a password or a second factor. What could be used to take
-- money away asks for a proof of the last ten minutes.
alter table sessions add column proved_at timestamptz;

-- A code is not mailed again within a minute for the same refund.
create index refund_codes_recent on refund_codes (organization_id, user_id, transaction_id, created_at);
