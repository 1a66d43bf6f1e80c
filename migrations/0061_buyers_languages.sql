-- The language that the buyer reads, so that mails speak it too; null where nobody has said it yet.
alter table checkouts add column locale text;
