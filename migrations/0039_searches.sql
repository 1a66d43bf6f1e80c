-- Payments are found by who paid and by the merchant's own reference. Checkouts that nobody tried to pay are left out, so
-- that starting one costs as much as before.
create index checkouts_reference on checkouts (organization_id, lower(client_reference_id) collate "C")
  where client_reference_id is not null and (attempt_count > 0 or status <> 'open');
create index checkouts_name on checkouts (organization_id, lower((billing ->> 'first_name') || coalesce(' ' || (billing ->> 'last_name'), '')) collate "C")
  where attempt_count > 0 or status <> 'open';
create index checkouts_last_name on checkouts (organization_id, lower(billing ->> 'last_name') collate "C")
  where billing ? 'last_name' and (attempt_count > 0 or status <> 'open');
create index checkouts_company on checkouts (organization_id, lower(billing ->> 'company') collate "C")
  where billing ? 'company' and (attempt_count > 0 or status <> 'open');
