-- The audit log is asked for one person's entries, and for all about one thing.
create index audit_log_actor on audit_log (organization_id, actor_id, id) where actor_id is not null;
create index audit_log_target on audit_log (organization_id, target_id, id) where target_id is not null;
