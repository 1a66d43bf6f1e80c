-- What was said of statements can be looked at and forgotten, so it says what it is of: the names of the columns of a table, or the
-- account of an MT940, of which only the encoding is remembered.
alter table statement_mappings add column names text[];
alter table statement_mappings alter column mapping drop not null;
