-- Tables of inventory4j, from version 1 to version 2, for SQLite.
-- A line has a window: opens_millis and closes_millis, in milliseconds since 1970, null for no edge.
-- JdbcSchema.upgrade runs this file, Flyway or Liquibase may run it instead, once.
-- Such a column rewrites nothing.
-- Nodes of version 1 that run go on meanwhile, and know no windows.

ALTER TABLE inventory_line ADD COLUMN opens_millis integer;
ALTER TABLE inventory_line ADD COLUMN closes_millis integer;
ALTER TABLE inventory_journal ADD COLUMN opens_millis integer;
ALTER TABLE inventory_journal ADD COLUMN closes_millis integer;
UPDATE inventory_meta SET schema_version = 2;
