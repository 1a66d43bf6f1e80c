-- What a receipt says, fixed when it is issued. Nothing of it is ever changed: a renamed seller or a refund leaves it.
create table receipts (
  organization_id uuid not null,
  checkout_id uuid not null,
  -- The signed bytes are this text in UTF-8, so it is kept as it was written.
  document text not null,
  -- The published key that verifies the signature.
  key_id text not null,
  signature bytea not null,
  issued_at timestamptz not null,
  primary key (organization_id, checkout_id)
);
