-- Tables of inventory4j, from version 1 to version 2, for H2.
-- A line has a window: opens_millis and closes_millis, in milliseconds since 1970, null for no edge.
-- JdbcSchema.upgrade runs this file, Flyway or Liquibase may run it instead, once.
-- Entries without a place come in the order of an index.
-- H2 copies the tables, so this takes a while with a long journal.
-- Nodes of version 1 that run go on meanwhile, and know no windows.

ALTER TABLE inventory_line ADD COLUMN opens_millis bigint;
ALTER TABLE inventory_line ADD COLUMN closes_millis bigint;
ALTER TABLE inventory_journal ADD COLUMN opens_millis bigint;
ALTER TABLE inventory_journal ADD COLUMN closes_millis bigint;
DROP INDEX IF EXISTS inventory_journal_place;
CREATE UNIQUE INDEX inventory_journal_place ON inventory_journal (place, entry);
UPDATE inventory_meta SET schema_version = 2;
