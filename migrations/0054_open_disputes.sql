-- What the first page of the dashboard asks for: money that was taken back, while that is not settled.
create index transactions_disputed on transactions (organization_id, mode, id desc) where dispute ->> 'status' = 'open';
