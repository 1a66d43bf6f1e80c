-- How a session was opened, for the owner who looks at everybody's.
alter table sessions add column method text;
alter table sessions add column second_factor text;
create index sessions_organization on sessions (organization_id, id);
