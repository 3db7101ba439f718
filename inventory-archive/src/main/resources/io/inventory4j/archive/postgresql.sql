-- Tables of inventory4j's archive of a ledger in Redis, for PostgreSQL 12 or later.
-- Texts that are compared are compared byte by byte. Times are microseconds since 1970, UTC.
-- RedisArchive.createTables runs this file, Flyway or Liquibase may run it instead. It may be run again.

-- One row for each call of a script that changed anything, byte for byte: played again in order, they give the ledger.
CREATE TABLE IF NOT EXISTS inventory_redis_call (
  namespace text COLLATE "C" NOT NULL,
  sequence bigint NOT NULL,
  at_micros bigint NOT NULL,
  request bytea NOT NULL,
  answer bytea NOT NULL,
  PRIMARY KEY (namespace, sequence)
);

-- One row for each command and line that it touched, for people: the level after it, and what it changed.
CREATE TABLE IF NOT EXISTS inventory_redis_entry (
  namespace text COLLATE "C" NOT NULL,
  sequence bigint NOT NULL,
  at_micros bigint NOT NULL,
  kind text NOT NULL,
  command text COLLATE "C" NOT NULL,
  settlement text COLLATE "C",
  reason text COLLATE "C",
  sku text COLLATE "C" NOT NULL,
  location text COLLATE "C" NOT NULL,
  available bigint NOT NULL,
  reserved bigint NOT NULL,
  committed bigint NOT NULL,
  safety bigint NOT NULL,
  quality_control bigint NOT NULL,
  damaged bigint NOT NULL,
  incoming bigint NOT NULL,
  version bigint NOT NULL,
  sale_state text NOT NULL,
  opening bigint NOT NULL,
  opening_pinned smallint NOT NULL,
  opens_millis bigint,
  closes_millis bigint,
  available_change bigint NOT NULL,
  reserved_change bigint NOT NULL,
  committed_change bigint NOT NULL,
  safety_change bigint NOT NULL,
  quality_control_change bigint NOT NULL,
  damaged_change bigint NOT NULL,
  incoming_change bigint NOT NULL,
  PRIMARY KEY (namespace, sequence)
);
CREATE UNIQUE INDEX IF NOT EXISTS inventory_redis_entry_line
  ON inventory_redis_entry (namespace, sku, location, version);

-- One row for each snapshot: all rows of the ledger at a place of its journal, which is sequence; -1 until the snapshot
-- is complete. Calls are archived without a gap after the place beginning.
CREATE TABLE IF NOT EXISTS inventory_redis_snapshot (
  namespace text COLLATE "C" NOT NULL,
  snapshot_id bigint NOT NULL,
  sequence bigint NOT NULL,
  beginning bigint NOT NULL,
  row_count bigint NOT NULL,
  PRIMARY KEY (namespace, snapshot_id)
);

-- The copies that snapshots are made of. Of several of one row, that of the last part counts; gone is 1 if it was
-- deleted.
CREATE TABLE IF NOT EXISTS inventory_redis_row (
  namespace text COLLATE "C" NOT NULL,
  snapshot_id bigint NOT NULL,
  field text COLLATE "C" NOT NULL,
  part bigint NOT NULL,
  gone bigint NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (namespace, snapshot_id, field, part)
);
