-- A delivery that waits while its endpoint deselects the type of its event is not sent any more.
alter table webhook_deliveries drop constraint webhook_deliveries_status_check,
  add constraint webhook_deliveries_status_check check (status in ('pending', 'delivered', 'failed', 'canceled'));
