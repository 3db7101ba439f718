-- Tables of inventory4j's archive of a ledger in Redis, for SQLite 3.42 or later.
-- Text is compared byte by byte. Times are microseconds since 1970, UTC.
-- RedisArchive.createTables runs this file, Flyway or Liquibase may run it instead. It may be run again.

-- One row for each call of a script that changed anything, byte for byte: played again in order, they give the ledger.
CREATE TABLE IF NOT EXISTS inventory_redis_call (
  namespace text NOT NULL,
  sequence integer NOT NULL,
  at_micros integer NOT NULL,
  request blob NOT NULL,
  answer blob NOT NULL,
  PRIMARY KEY (namespace, sequence)
);

-- One row for each command and line that it touched, for people: the level after it, and what it changed.
CREATE TABLE IF NOT EXISTS inventory_redis_entry (
  namespace text NOT NULL,
  sequence integer NOT NULL,
  at_micros integer NOT NULL,
  kind text NOT NULL,
  command text NOT NULL,
  settlement text,
  reason text,
  sku text NOT NULL,
  location text NOT NULL,
  available integer NOT NULL,
  reserved integer NOT NULL,
  committed integer NOT NULL,
  safety integer NOT NULL,
  quality_control integer NOT NULL,
  damaged integer NOT NULL,
  incoming integer NOT NULL,
  version integer NOT NULL,
  sale_state text NOT NULL,
  opening integer NOT NULL,
  opening_pinned integer NOT NULL,
  available_change integer NOT NULL,
  reserved_change integer NOT NULL,
  committed_change integer NOT NULL,
  safety_change integer NOT NULL,
  quality_control_change integer NOT NULL,
  damaged_change integer NOT NULL,
  incoming_change integer NOT NULL,
  PRIMARY KEY (namespace, sequence)
);
CREATE UNIQUE INDEX IF NOT EXISTS inventory_redis_entry_line
  ON inventory_redis_entry (namespace, sku, location, version);
