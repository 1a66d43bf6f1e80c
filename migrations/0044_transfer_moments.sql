-- What the book of bank transfers remembers beside how each stands.

alter table bank_transfers
  -- When the buyer said that it was sent.
  add column sent_at timestamptz,
  -- Parts that came after it was over and are given back: they count towards nothing any more.
  add column given_back_minor bigint not null default 0 check (given_back_minor >= 0);
