-- Tables of inventory4j, version 2, for PostgreSQL 12 or later with the encoding UTF8.
-- Text is compared byte by byte (COLLATE "C"). Times are nanoseconds since 1970, UTC.
-- JdbcSchema.create runs this file, Flyway or Liquibase may run it instead. It may be run again.

CREATE TABLE IF NOT EXISTS inventory_meta (
  id smallint PRIMARY KEY CHECK (id = 1),
  schema_version integer NOT NULL,
  last_place bigint NOT NULL
);
INSERT INTO inventory_meta (id, schema_version, last_place) VALUES (1, 2, 0) ON CONFLICT (id) DO NOTHING;

-- One row a stock line: its units by bucket. Room is left on each page, so that a hot row is updated in place.
CREATE TABLE IF NOT EXISTS inventory_line (
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
  PRIMARY KEY (sku, location)
) WITH (fillfactor = 50);

-- One row a counter, forget_nanos is when it may be forgotten, null for not by itself.
CREATE TABLE IF NOT EXISTS inventory_counter (
  name text COLLATE "C" PRIMARY KEY,
  used bigint NOT NULL,
  forget_nanos bigint
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
CREATE INDEX IF NOT EXISTS inventory_counter_forget ON inventory_counter (forget_nanos) WHERE forget_nanos IS NOT NULL;

-- One row a reservation. due_nanos is its expiry while it holds units, phase how far it is (1 confirmed, 2 settled, 3
-- settled and shipped, null while it holds units), changed_nanos its last change, body the rest: see ReservationText.
CREATE TABLE IF NOT EXISTS inventory_reservation (
  id text COLLATE "C" PRIMARY KEY,
  made_nanos bigint NOT NULL,
  due_nanos bigint,
  phase smallint,
  changed_nanos bigint NOT NULL,
  body text NOT NULL
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
CREATE INDEX IF NOT EXISTS inventory_reservation_due ON inventory_reservation (due_nanos, id) WHERE due_nanos IS NOT NULL;
CREATE INDEX IF NOT EXISTS inventory_reservation_phase ON inventory_reservation (phase, changed_nanos, id) WHERE phase IS NOT NULL;

-- One row for each line that a reservation holds units of at the moment.
CREATE TABLE IF NOT EXISTS inventory_held (
  sku text COLLATE "C" NOT NULL,
  location text COLLATE "C" NOT NULL,
  reservation text COLLATE "C" NOT NULL,
  quantity bigint NOT NULL,
  PRIMARY KEY (sku, location, reservation)
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);

-- One row for each move (M) and sale state (S) that is remembered, so that a retry is known as one.
CREATE TABLE IF NOT EXISTS inventory_applied (
  kind text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  applied_nanos bigint NOT NULL,
  content text NOT NULL,
  PRIMARY KEY (kind, id)
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
CREATE INDEX IF NOT EXISTS inventory_applied_at ON inventory_applied (applied_nanos);

-- One row for each command and line that it touched: the level after it, and what it changed. place is given when the
-- journal is first read that far: a reader must not see a place before all smaller ones.
CREATE TABLE IF NOT EXISTS inventory_journal (
  entry bigint GENERATED ALWAYS AS IDENTITY,
  place bigint,
  at_nanos bigint NOT NULL,
  kind text NOT NULL,
  command text NOT NULL,
  settlement text,
  reason text,
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
  changes text NOT NULL,
  PRIMARY KEY (sku, location, version)
);
CREATE UNIQUE INDEX IF NOT EXISTS inventory_journal_place ON inventory_journal (place) WHERE place IS NOT NULL;
CREATE INDEX IF NOT EXISTS inventory_journal_unplaced ON inventory_journal (entry) WHERE place IS NULL;
