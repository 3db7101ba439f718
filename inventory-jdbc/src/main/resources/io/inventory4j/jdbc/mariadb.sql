-- Tables of inventory4j, version 2, for MariaDB 10.6 or MySQL 8 or later, with InnoDB.
-- Text is UTF-8 in columns of bytes, compared byte by byte, and CONVERT(sku USING utf8mb4) shows it. Times are nanoseconds since 1970, UTC.
-- JdbcSchema.create runs this file, Flyway or Liquibase may run it instead. It may be run again.

CREATE TABLE IF NOT EXISTS inventory_meta (
  id smallint PRIMARY KEY,
  schema_version integer NOT NULL,
  last_place bigint NOT NULL
) ENGINE = InnoDB;
INSERT INTO inventory_meta (id, schema_version, last_place) VALUES (1, 2, 0) ON DUPLICATE KEY UPDATE id = id;

-- One row a stock line: its units by bucket.
CREATE TABLE IF NOT EXISTS inventory_line (
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
  PRIMARY KEY (sku, location)
) ENGINE = InnoDB;

-- One row a counter, forget_nanos is when it may be forgotten, null for not by itself.
CREATE TABLE IF NOT EXISTS inventory_counter (
  name varbinary(800) PRIMARY KEY,
  used bigint NOT NULL,
  forget_nanos bigint,
  KEY inventory_counter_forget (forget_nanos)
) ENGINE = InnoDB;

-- One row a reservation. due_nanos is its expiry while it holds units, phase how far it is (1 confirmed, 2 settled, 3
-- settled and shipped, null while it holds units), changed_nanos its last change, body the rest: see ReservationText.
CREATE TABLE IF NOT EXISTS inventory_reservation (
  id varbinary(800) PRIMARY KEY,
  made_nanos bigint NOT NULL,
  due_nanos bigint,
  phase smallint,
  changed_nanos bigint NOT NULL,
  body mediumblob NOT NULL,
  KEY inventory_reservation_due (due_nanos, id),
  KEY inventory_reservation_phase (phase, changed_nanos, id)
) ENGINE = InnoDB;

-- One row for each line that a reservation holds units of at the moment.
CREATE TABLE IF NOT EXISTS inventory_held (
  sku varbinary(800) NOT NULL,
  location varbinary(800) NOT NULL,
  reservation varbinary(800) NOT NULL,
  quantity bigint NOT NULL,
  PRIMARY KEY (sku, location, reservation)
) ENGINE = InnoDB;

-- One row for each move (M) and sale state (S) that is remembered, so that a retry is known as one.
CREATE TABLE IF NOT EXISTS inventory_applied (
  kind varbinary(1) NOT NULL,
  id varbinary(800) NOT NULL,
  applied_nanos bigint NOT NULL,
  content varbinary(400) NOT NULL,
  PRIMARY KEY (kind, id),
  KEY inventory_applied_at (applied_nanos)
) ENGINE = InnoDB;

-- One row for each command and line that it touched: the level after it, and what it changed. place is given when the
-- journal is first read that far: a reader must not see a place before all smaller ones.
CREATE TABLE IF NOT EXISTS inventory_journal (
  entry bigint AUTO_INCREMENT PRIMARY KEY,
  place bigint,
  at_nanos bigint NOT NULL,
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
  changes varbinary(400) NOT NULL,
  UNIQUE KEY inventory_journal_place (place),
  UNIQUE KEY inventory_journal_line (sku, location, version)
) ENGINE = InnoDB;
