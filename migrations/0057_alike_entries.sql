-- Looks for money that another file told in other words.
create index bank_entries_amount on bank_entries (organization_id, mode, account, amount_minor, booked_on);
