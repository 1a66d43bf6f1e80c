-- Images that merchants named, fetched once and served by us. The content is its own name, so a row never changes
-- and belongs to nobody.
create table media (
  -- SHA-256 in lower-case hex.
  hash text primary key,
  content_type text not null check (content_type in ('image/png', 'image/jpeg', 'image/webp')),
  bytes bytea not null,
  created_at timestamptz not null
);
