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
  opens_millis integer,
  closes_millis integer,
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

-- One row for each snapshot: all rows of the ledger at a place of its journal, which is sequence; -1 until the snapshot
-- is complete. Calls are archived without a gap after the place beginning.
CREATE TABLE IF NOT EXISTS inventory_redis_snapshot (
  namespace text NOT NULL,
  snapshot_id integer NOT NULL,
  sequence integer NOT NULL,
  beginning integer NOT NULL,
  row_count integer NOT NULL,
  PRIMARY KEY (namespace, snapshot_id)
);

-- The copies that snapshots are made of. Of several of one row, that of the last part counts; gone is 1 if it was
-- deleted.
CREATE TABLE IF NOT EXISTS inventory_redis_row (
  namespace text NOT NULL,
  snapshot_id integer NOT NULL,
  field text NOT NULL,
  part integer NOT NULL,
  gone integer NOT NULL,
  content blob NOT NULL,
  PRIMARY KEY (namespace, snapshot_id, field, part)
);
