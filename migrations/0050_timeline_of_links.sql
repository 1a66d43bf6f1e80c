-- What became of one link: its changes and its statuses, without the payments, of which there may be many.
create index events_timeline on events (organization_id, payment_link_id, id desc)
  where type in ('payment_link.changed', 'payment_link.status_changed');
