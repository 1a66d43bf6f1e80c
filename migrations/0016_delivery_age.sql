-- What was sent is kept for a while, for merchants to look at, and then removed by age.
create index webhook_deliveries_age on webhook_deliveries (created_at);
