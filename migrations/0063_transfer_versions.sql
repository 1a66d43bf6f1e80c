-- Counts the changes of what is told of a transfer, so that an answer that was overtaken on its way is known.
alter table bank_transfers add column version integer not null default 1;
