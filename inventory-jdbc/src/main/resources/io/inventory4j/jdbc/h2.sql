-- Tables of inventory4j, version 2, for H2 2.2 or later, in its regular mode.
-- Text is UTF-8 in columns of bytes, compared byte by byte, and UTF8TOSTRING(sku) shows it. Times are nanoseconds since 1970, UTC.
-- JdbcSchema.create runs this file, Flyway or Liquibase may run it instead. It may be run again.

CREATE TABLE IF NOT EXISTS inventory_meta (
  id smallint PRIMARY KEY CHECK (id = 1),
  schema_version integer NOT NULL,
  last_place bigint NOT NULL
);
INSERT INTO inventory_meta (id, schema_version, last_place)
  SELECT 1, 2, 0 WHERE NOT EXISTS (SELECT 1 FROM inventory_meta);

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
);

-- One row a counter, forget_nanos is when it may be forgotten, null for not by itself.
CREATE TABLE IF NOT EXISTS inventory_counter (
  name varbinary(800) PRIMARY KEY,
  used bigint NOT NULL,
  forget_nanos bigint
);
CREATE INDEX IF NOT EXISTS inventory_counter_forget ON inventory_counter (forget_nanos);

-- One row a reservation. due_nanos is its expiry while it holds units, phase how far it is (1 confirmed, 2 settled, 3
-- settled and shipped, null while it holds units), changed_nanos its last change, body the rest: see ReservationText.
CREATE TABLE IF NOT EXISTS inventory_reservation (
  id varbinary(800) PRIMARY KEY,
  made_nanos bigint NOT NULL,
  due_nanos bigint,
  phase smallint,
  changed_nanos bigint NOT NULL,
  body blob NOT NULL
);
CREATE INDEX IF NOT EXISTS inventory_reservation_due ON inventory_reservation (due_nanos, id);
CREATE INDEX IF NOT EXISTS inventory_reservation_phase ON inventory_reservation (phase, changed_nanos, id);

-- One row for each line that a reservation holds units of at the moment.
CREATE TABLE IF NOT EXISTS inventory_held (
  sku varbinary(800) NOT NULL,
  location varbinary(800) NOT NULL,
  reservation varbinary(800) NOT NULL,
  quantity bigint NOT NULL,
  PRIMARY KEY (sku, location, reservation)
);

-- One row for each move (M) and sale state (S) that is remembered, so that a retry is known as one.
CREATE TABLE IF NOT EXISTS inventory_applied (
  kind varbinary(1) NOT NULL,
  id varbinary(800) NOT NULL,
  applied_nanos bigint NOT NULL,
  content varbinary(400) NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX IF NOT EXISTS inventory_applied_at ON inventory_applied (applied_nanos);

-- One row for each command and line that it touched: the level after it, and what it changed. place is given when the
-- journal is first read that far: a reader must not see a place before all smaller ones.
CREATE TABLE IF NOT EXISTS inventory_journal (
  entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
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
  changes varbinary(400) NOT NULL
);
-- With the entry in it, entries without a place are in the order of this index. H2 sorts all of them otherwise.
CREATE UNIQUE INDEX IF NOT EXISTS inventory_journal_place ON inventory_journal (place, entry);
CREATE UNIQUE INDEX IF NOT EXISTS inventory_journal_line ON inventory_journal (sku, location, version);
