package io.inventory4j.jdbc.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.FragileServer;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.jdbc.PooledLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.jdbc.DatabaseKind;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.faults.SaleStock;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transactions of others lock rows of the ledger: a report, a migration, a person at a console. */
class ForeignLockTest {
    private static final List<StockKey> LINES = List.of(StockKey.of("A"), StockKey.of("B"));
    private static final String ID = "order 1";

    private static final class Foreign implements AutoCloseable {
        final Connection connection;
        private final DatabaseKind kind;
        private final JdbcSchema schema;

        Foreign(FragileServer server, JdbcSchema schema) throws SQLException {
            connection = server.database().dataSource(server.address()).getConnection();
            connection.setAutoCommit(false);
            kind = server.database().kind();
            this.schema = schema;
        }

        Object text(String text) {
            return kind == DatabaseKind.POSTGRES ? text : text.getBytes(StandardCharsets.UTF_8);
        }

        void lock(String sku) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT version FROM " + FragileServer.table(schema, "line") + " WHERE sku = ? FOR UPDATE")) {
                statement.setObject(1, text(sku));
                statement.execute();
            }
        }

        void makeReservation(String id) throws SQLException {
            try (PreparedStatement statement =
                    connection.prepareStatement("INSERT INTO " + FragileServer.table(schema, "reservation")
                            + " (id, made_nanos, changed_nanos, body) VALUES (?, 0, 0, ?)")) {
                statement.setObject(1, text(id));
                statement.setObject(2, text(""));
                statement.executeUpdate();
            }
        }

        /** Whether anyone on this server waits for a lock. */
        boolean anyoneWaits() throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery(whoWaits())) {
                return answer.next() && answer.getInt(2) > 0;
            }
        }

        /** MySQL's own count of waits is wrong for good once a waiting connection was killed. */
        private String whoWaits() throws SQLException {
            if (kind == DatabaseKind.POSTGRES) {
                return "SELECT 'waiting', count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
            }
            return connection.getMetaData().getDatabaseProductName().equals("MySQL")
                    ? "SELECT 'waiting', count(*) FROM performance_schema.data_lock_waits"
                    : "SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'";
        }

        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.close();
        }
    }

    private interface Body {
        void run(StockLedger ledger, Foreign foreign, Reserve cart) throws Exception;
    }

    private static void with(DatabaseKind kind, Duration timeout, Body body) throws Exception {
        FragileServer server = FragileServer.of(kind);
        JdbcSchema schema = server.freshTables();
        String url = server.database().url(server.address());
        try (StockLedger ledger = PooledLedger.over(url, schema, options -> options.timeout(timeout));
                Foreign foreign = new Foreign(server, schema)) {
            SaleStock.fill(ledger);
            body.run(ledger, foreign, SaleStock.cart(ID, 0));
            SaleStock.check(ledger, List.of(ID));
        }
    }

    private static void nothingHappens(StockLedger ledger, Reserve cart) {
        List<StockLevel> before = ledger.levels(LINES);
        LedgerException failure = assertThrows(LedgerException.class, () -> SaleStock.apply(ledger, cart));
        assertEquals(Effect.NONE, failure.effect(), failure::toString);
        assertEquals(before, ledger.levels(LINES), "a reader does not wait, and nothing was done");
        assertTrue(ledger.reservation(ReservationId.of(ID)).isEmpty());
    }

    private static void happensOnce(Outcome outcome) {
        assertTrue(
                outcome instanceof Outcome.Applied applied && !applied.replayed(),
                () -> "not applied once: " + outcome);
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void aLineThatIsLockedForTooLong(DatabaseKind kind) throws Exception {
        with(kind, Duration.ofMillis(600), (ledger, foreign, cart) -> {
            foreign.lock("B");
            nothingHappens(ledger, cart);
            foreign.connection.rollback();
            happensOnce(SaleStock.apply(ledger, cart));
        });
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void anIdThatAnotherInsertsForTooLong(DatabaseKind kind) throws Exception {
        with(kind, Duration.ofMillis(600), (ledger, foreign, cart) -> {
            foreign.makeReservation(ID);
            nothingHappens(ledger, cart);
            foreign.connection.rollback();
            happensOnce(SaleStock.apply(ledger, cart));
        });
    }

    /** A backup of MariaDB delays only commits. A call that has given up must not be committed later. */
    @Test
    @Timeout(60)
    void aCommitThatIsDelayedForTooLong() throws Exception {
        with(DatabaseKind.MARIADB, Duration.ofMillis(600), (ledger, foreign, cart) -> {
            String product = foreign.connection.getMetaData().getDatabaseProductName();
            assumeTrue(product.equals("MariaDB"), product + " has no stages of a backup");
            try (Statement backup = foreign.connection.createStatement()) {
                for (String stage : List.of("START", "FLUSH", "BLOCK_DDL", "BLOCK_COMMIT")) {
                    backup.execute("BACKUP STAGE " + stage);
                }
                nothingHappens(ledger, cart);
                backup.execute("BACKUP STAGE END");
            }
            happensOnce(SaleStock.apply(ledger, cart));
        });
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void linesThatAreLockedInTheOppositeOrder(DatabaseKind kind) throws Exception {
        with(kind, Duration.ofSeconds(10), (ledger, foreign, cart) -> {
            foreign.lock("B");
            List<Boolean> done = Together.run(List.of(
                    () -> {
                        happensOnce(SaleStock.apply(ledger, cart));
                        return true;
                    },
                    () -> {
                        Eventually.is("the ledger waits for the line", foreign::anyoneWaits);
                        try {
                            foreign.lock("A");
                        } catch (SQLException e) {
                            assertTrue(String.valueOf(e.getSQLState()).startsWith("40"), e::toString);
                        }
                        foreign.connection.rollback();
                        return true;
                    }));
            assertEquals(List.of(true, true), done);
        });
    }
}
