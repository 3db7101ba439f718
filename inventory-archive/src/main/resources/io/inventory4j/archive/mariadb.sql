-- Tables of inventory4j's archive of a ledger in Redis, for MariaDB 10.6 or MySQL 8 or later, with InnoDB.
-- Text is UTF-8 in columns of bytes, compared byte by byte, and CONVERT(sku USING utf8mb4) shows it. Times are microseconds since 1970, UTC.
-- RedisArchive.createTables runs this file, Flyway or Liquibase may run it instead. It may be run again.

-- One row for each call of a script that changed anything, byte for byte: played again in order, they give the ledger.
CREATE TABLE IF NOT EXISTS inventory_redis_call (
  namespace varbinary(64) NOT NULL,
  sequence bigint NOT NULL,
  at_micros bigint NOT NULL,
  request longblob NOT NULL,
  answer longblob NOT NULL,
  PRIMARY KEY (namespace, sequence)
) ENGINE = InnoDB;

-- One row for each command and line that it touched, for people: the level after it, and what it changed.
CREATE TABLE IF NOT EXISTS inventory_redis_entry (
  namespace varbinary(64) NOT NULL,
  sequence bigint NOT NULL,
  at_micros bigint NOT NULL,
  kind varbinary(16) NOT NULL,
  command varbinary(800) NOT NULL,
  settlement varbinary(800),
  reason varbinary(800),
  sku varbinary(800) NOT NULL,
  location varbinary(800) NOT NULL,
  available bigint NOT NULL,
  reserved bigint NOT NULL,
  committed bigint NOT NULL,
  safety bigint NOT NULL,
  quality_control bigint NOT NULL,
  damaged bigint NOT NULL,
  incoming bigint NOT NULL,
  version bigint NOT NULL,
  sale_state varbinary(16) NOT NULL,
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
  PRIMARY KEY (namespace, sequence),
  UNIQUE KEY inventory_redis_entry_line (namespace, sku, location, version)
) ENGINE = InnoDB;

-- One row for each snapshot: all rows of the ledger at a place of its journal, which is sequence; -1 until the snapshot
-- is complete. Calls are archived without a gap after the place beginning.
CREATE TABLE IF NOT EXISTS inventory_redis_snapshot (
  namespace varbinary(64) NOT NULL,
  snapshot_id bigint NOT NULL,
  sequence bigint NOT NULL,
  beginning bigint NOT NULL,
  row_count bigint NOT NULL,
  PRIMARY KEY (namespace, snapshot_id)
) ENGINE = InnoDB;

-- The copies that snapshots are made of. Of several of one row, that of the last part counts; gone is 1 if it was
-- deleted.
CREATE TABLE IF NOT EXISTS inventory_redis_row (
  namespace varbinary(64) NOT NULL,
  snapshot_id bigint NOT NULL,
  field varbinary(1700) NOT NULL,
  part bigint NOT NULL,
  gone bigint NOT NULL,
  content longblob NOT NULL,
  PRIMARY KEY (namespace, snapshot_id, field, part)
) ENGINE = InnoDB;
