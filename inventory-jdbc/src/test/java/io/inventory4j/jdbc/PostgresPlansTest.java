package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Charge;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.ledger.Settle;
import io.inventory4j.ledger.Transition;
import io.inventory4j.testkit.TurnedClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Plans on tables that have just grown, and that nobody has analysed: they were made while the tables were empty, when
 * reading all of a table looks cheap, and PostgreSQL keeps them.
 */
class PostgresPlansTest {
    private static final int GROWN = 5_000;
    private static final int CALLS = 10;

    private final DataSource source = TestDatabase.POSTGRES.source();
    private final TurnedClock clock = new TurnedClock();
    private final String prefix =
            "p" + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "_";

    @Test
    void noTableIsReadFromEndToEndAfterItHasGrown() throws SQLException {
        JdbcSchema schema = JdbcSchema.standard().withPrefix(prefix);
        schema.createIn(source);
        // Neither by hand nor by the database, or the plans would be made anew.
        for (String table : List.of("reservation", "held", "applied", "line", "counter", "journal")) {
            execute("ALTER TABLE " + schema.table(table) + " SET (autovacuum_enabled = false)");
        }
        try (JdbcLedger ledger = JdbcLedger.builder(source)
                .schema(schema)
                .clock(clock)
                .notifying(false)
                .build()) {
            for (int i = 0; i < CALLS; i++) {
                everyKindOfCall(ledger, "small" + i);
            }
            List<Command> growing = new ArrayList<>();
            Shelf.stock(ledger, "GROWN", GROWN);
            for (int i = 0; i < GROWN; i++) {
                growing.add(Shelf.reserve("grown" + i, "GROWN", 1, Charge.of("buyer/grown" + i, 5)));
            }
            ledger.apply(growing);
            // Gives all of these their places, and then walks once over what that has left in the index.
            ledger.journal(0, 1);
            ledger.journal(0, 1);
            Map<String, Long> before = scans();
            long read = entriesRead();
            for (int i = 0; i < CALLS; i++) {
                everyKindOfCall(ledger, "large" + i);
            }
            assertEquals(before, scans(), "tables read from end to end");
            assertTrue(before.containsKey(prefix + "reservation"), before::toString);
            long each = (entriesRead() - read) / CALLS;
            assertTrue(each < GROWN / 10, () -> "a round of calls reads " + each + " entries of indexes");
        }
    }

    private void everyKindOfCall(JdbcLedger ledger, String name) {
        Shelf.stock(ledger, name, 10);
        Shelf.stock(ledger, name + "b", 10);
        Shelf.one(ledger, Shelf.reserve(name, name, 1, Charge.of("buyer/" + name, 5)));
        ledger.apply(List.of(
                Shelf.reserve(name + "1", name, 1, Charge.of("buyer/" + name, 5)),
                Shelf.reserve(name + "2", name + "b", 1, Charge.of("buyer/" + name + "2", 5))));
        Shelf.one(ledger, Settle.all(ReservationId.of(name), "pay", Transition.CONFIRM));
        ledger.apply(List.of(
                Settle.all(ReservationId.of(name + "1"), "no", Transition.RELEASE),
                Settle.all(ReservationId.of(name), "ship", Transition.SHIP)));
        ledger.open(StockKey.of(name), null, 10);
        ledger.used("buyer/" + name);
        ledger.reservation(ReservationId.of(name));
        ledger.levels(List.of(StockKey.of(name), StockKey.of(name + "b")));
        Shelf.one(
                ledger,
                new Reserve(
                        ReservationId.of(name + "3"),
                        List.of(new ReserveLine(StockKey.of(name), 1, 0, List.of())),
                        List.of(),
                        Duration.ofMillis(1),
                        null));
        clock.advance(Duration.ofMillis(1));
        assertEquals(1, ledger.expire(10).size());
        clock.advance(Duration.ofMillis(1));
        ledger.purge(Duration.ofMillis(1), 100);
        ledger.journal(0, 10);
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

    /** A whole index may be read from end to end as well. */
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
