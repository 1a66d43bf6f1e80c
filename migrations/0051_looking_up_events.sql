-- Looking up what was told: deliveries that did not arrive, and events of a rare type.
create index webhook_deliveries_ended on webhook_deliveries (organization_id, mode, status, id desc)
  where status in ('failed', 'canceled');
create index events_rare on events (organization_id, mode, type, position)
  where position is not null and type <> 'transaction.status_changed';
