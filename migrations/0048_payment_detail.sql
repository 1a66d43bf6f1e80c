-- What was sent about one payment. Deliveries are found by their event; of events without a sequence, those of refunds, there are
-- few, and the others are found by `events_sequence`.
create index events_of_refunds on events (organization_id, transaction_id, id) where transaction_id is not null and sequence is null;
drop index webhook_deliveries_resent;
create index webhook_deliveries_event on webhook_deliveries (organization_id, event_id);
