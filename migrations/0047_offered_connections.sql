-- Read with every payment: those that take new payments, in the merchant's order.
create index connections_offered on connections (organization_id, mode, position, id) where status = 'connected';
