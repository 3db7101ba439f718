package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.testkit.TurnedClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * The plans of statements on tables that have just grown and were not analysed since. PostgreSQL has made and kept them
 * while the tables were empty, when a scan of a whole table looks cheap.
 */
class PostgresPlansTest {
    private static final int GROWN = 5_000;
    private static final int CALLS = 10;

    private final DataSource source = TestDatabase.POSTGRES.source();
    private final TurnedClock clock = new TurnedClock();
    private final String prefix =
            "p" + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "_";

    private static final List<String> TABLES = List.of("reservation", "held", "applied", "line", "counter", "journal");

    private final JdbcSchema schema = JdbcSchema.standard().withPrefix(prefix);

    @Test
    void noGrownTableIsScanned() throws SQLException {
        try (JdbcLedger ledger = openUnanalysed()) {
            readsByKeyWhenGrown(ledger);
        }
    }

    @Test
    void noGrownTableIsScannedThatWasAnalysedWhenEmpty() throws SQLException {
        try (JdbcLedger ledger = openUnanalysed()) {
            EveryCall.grow(ledger, GROWN);
            for (String table : TABLES) {
                execute("DELETE FROM " + schema.table(table));
                // The table is empty but has pages, and PostgreSQL assumes no rows until it is analysed again.
                execute("ANALYZE " + schema.table(table));
            }
            readsByKeyWhenGrown(ledger);
        }
    }

    /** A ledger whose tables are never analysed, so that the plans are never made anew. */
    private JdbcLedger openUnanalysed() throws SQLException {
        schema.createIn(source);
        for (String table : TABLES) {
            execute("ALTER TABLE " + schema.table(table) + " SET (autovacuum_enabled = false)");
        }
        return JdbcLedger.builder(source)
                .schema(schema)
                .clock(clock)
                .notifying(false)
                .build();
    }

    private void readsByKeyWhenGrown(JdbcLedger ledger) throws SQLException {
        for (int i = 0; i < CALLS; i++) {
            EveryCall.on(ledger, clock, "small" + i);
        }
        EveryCall.grow(ledger, GROWN);
        // The first call gives all entries their places; the second reads the dead entries this left in the index.
        ledger.journal(0, 1);
        ledger.journal(0, 1);
        Map<String, Long> before = scans();
        long read = entriesRead();
        for (int i = 0; i < CALLS; i++) {
            EveryCall.on(ledger, clock, "large" + i);
        }
        assertEquals(before, scans(), "tables scanned");
        assertTrue(before.containsKey(prefix + "reservation"), before::toString);
        long each = (entriesRead() - read) / CALLS;
        assertTrue(each < GROWN / 10, () -> "a round of calls reads " + each + " entries of indexes");
    }

    private Map<String, Long> scans() throws SQLException {
        Map<String, Long> scans = new TreeMap<>();
        execute("SELECT pg_stat_force_next_flush()");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT relname, seq_scan FROM pg_stat_user_tables"
                        + " WHERE relname LIKE '" + prefix + "%' AND relname <> '" + prefix + "meta'")) {
            while (rows.next()) {
                scans.put(rows.getString(1), rows.getLong(2));
            }
        }
        return scans;
    }

    /** The entries of indexes that were read: a whole index may be scanned, too. */
    private long entriesRead() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT sum(idx_tup_read) FROM pg_stat_user_indexes"
                        + " WHERE relname LIKE '" + prefix + "%'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
