-- Tables of inventory4j, version 1, for SQLite 3.42 or later.
-- Text is compared byte by byte. Times are nanoseconds since 1970, UTC.
-- JdbcSchema.create runs this file, Flyway or Liquibase may run it instead. It may be run again.

CREATE TABLE IF NOT EXISTS inventory_meta (
  id integer PRIMARY KEY CHECK (id = 1),
  schema_version integer NOT NULL,
  last_place integer NOT NULL
);
INSERT INTO inventory_meta (id, schema_version, last_place) VALUES (1, 1, 0) ON CONFLICT (id) DO NOTHING;

-- One row a stock line: its units by bucket.
CREATE TABLE IF NOT EXISTS inventory_line (
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
  PRIMARY KEY (sku, location)
) WITHOUT ROWID;

-- One row a counter, forget_nanos is when it may be forgotten, null for not by itself.
CREATE TABLE IF NOT EXISTS inventory_counter (
  name text PRIMARY KEY,
  used integer NOT NULL,
  forget_nanos integer
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS inventory_counter_forget ON inventory_counter (forget_nanos) WHERE forget_nanos IS NOT NULL;

-- One row a reservation. due_nanos is its expiry while it holds units, phase how far it is (1 confirmed, 2 settled, 3
-- settled and shipped, null while it holds units), changed_nanos its last change, body the rest: see ReservationText.
CREATE TABLE IF NOT EXISTS inventory_reservation (
  id text PRIMARY KEY,
  made_nanos integer NOT NULL,
  due_nanos integer,
  phase integer,
  changed_nanos integer NOT NULL,
  body text NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS inventory_reservation_due ON inventory_reservation (due_nanos, id) WHERE due_nanos IS NOT NULL;
CREATE INDEX IF NOT EXISTS inventory_reservation_phase ON inventory_reservation (phase, changed_nanos, id) WHERE phase IS NOT NULL;

-- One row for each line that a reservation holds units of at the moment.
CREATE TABLE IF NOT EXISTS inventory_held (
  sku text NOT NULL,
  location text NOT NULL,
  reservation text NOT NULL,
  quantity integer NOT NULL,
  PRIMARY KEY (sku, location, reservation)
) WITHOUT ROWID;

-- One row for each move (M) and sale state (S) that is remembered, so that a retry is known as one.
CREATE TABLE IF NOT EXISTS inventory_applied (
  kind text NOT NULL,
  id text NOT NULL,
  applied_nanos integer NOT NULL,
  content text NOT NULL,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS inventory_applied_at ON inventory_applied (applied_nanos);

-- One row for each command and line that it touched: the level after it, and what it changed. place is given when the
-- journal is first read that far: a reader must not see a place before all smaller ones.
CREATE TABLE IF NOT EXISTS inventory_journal (
  entry integer PRIMARY KEY AUTOINCREMENT,
  place integer,
  at_nanos integer NOT NULL,
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
  changes text NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS inventory_journal_place ON inventory_journal (place) WHERE place IS NOT NULL;
CREATE INDEX IF NOT EXISTS inventory_journal_unplaced ON inventory_journal (entry) WHERE place IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS inventory_journal_line ON inventory_journal (sku, location, version);
