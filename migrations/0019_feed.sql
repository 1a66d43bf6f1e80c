-- The pull feed reads the events of one mode: without this a reader of a mode with few events would look through all
-- of the other's.
create index events_feed on events (organization_id, mode, position) where position is not null;
