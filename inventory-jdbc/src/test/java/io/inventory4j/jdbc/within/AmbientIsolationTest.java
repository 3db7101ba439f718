package io.inventory4j.jdbc.within;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.jdbc.Shelf;
import io.inventory4j.jdbc.TestDatabase;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ledger inside transactions of the shop's that are isolated in other ways than READ COMMITTED. */
@Timeout(60)
class AmbientIsolationTest {
    private static final ReservationId ORDER = ReservationId.of("o");

    /** A ledger with five units and an order for two of them. */
    private static JdbcLedger shop(TestDatabase database) {
        String prefix = "i" + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "_";
        JdbcSchema schema = JdbcSchema.standard().withPrefix(prefix);
        schema.createIn(database.source());
        JdbcLedger ledger = JdbcLedger.builder(database.source()).schema(schema).build();
        Shelf.stock(ledger, "A", 5);
        Shelf.one(ledger, Shelf.reserve("o", "A", 2));
        return ledger;
    }

    private static Settle settle(Transition transition) {
        return Settle.all(ORDER, "settled", transition);
    }

    private static int isolation(String name) {
        return switch (name) {
            case "READ_UNCOMMITTED" -> Connection.TRANSACTION_READ_UNCOMMITTED;
            case "REPEATABLE_READ" -> Connection.TRANSACTION_REPEATABLE_READ;
            case "SERIALIZABLE" -> Connection.TRANSACTION_SERIALIZABLE;
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "MARIADB, READ_UNCOMMITTED", "MARIADB, REPEATABLE_READ", "MARIADB, SERIALIZABLE",
        "H2, READ_UNCOMMITTED", "H2, REPEATABLE_READ", "H2, SERIALIZABLE"
    })
    void anIsolationInWhichDecisionsAreWrongIsRefused(TestDatabase database, String isolation) throws SQLException {
        try (JdbcLedger ledger = shop(database);
                Connection connection = database.source().getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(isolation(isolation));
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> ledger.within(connection));
            String message = String.valueOf(refused.getMessage());
            assertTrue(message.contains(isolation.replace('_', ' ')), message);
            assertTrue(message.contains("TRANSACTION_READ_COMMITTED"), message);
            connection.rollback();
        }
    }

    /** In the shop's snapshot the order holds its units; after it, another call has settled the order. */
    private static void settledMeanwhile(String isolation, Transition meanwhile, Consumer<StockLedger> then)
            throws SQLException {
        TestDatabase database = TestDatabase.POSTGRES;
        try (JdbcLedger ledger = shop(database);
                Connection connection = database.source().getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(isolation(isolation));
            StockLedger within = ledger.within(connection);
            assertEquals(3, Shelf.available(within, "A"), "the snapshot is taken here");
            assertTrue(Shelf.one(ledger, settle(meanwhile)).applied());
            then.accept(within);
            connection.rollback();
        }
    }

    private static void isTooOld(LedgerException failure) {
        assertEquals(Effect.NONE, failure.effect(), failure::toString);
        assertTrue(String.valueOf(failure.getMessage()).contains("begin it anew"), failure::toString);
    }

    @ParameterizedTest
    @CsvSource({"REPEATABLE_READ", "SERIALIZABLE"})
    void postgresqlConfirmsNothingThatWasReleasedAfterTheSnapshot(String isolation) throws SQLException {
        settledMeanwhile(isolation, Transition.RELEASE, within -> {
            LedgerException failure =
                    assertThrows(LedgerException.class, () -> Shelf.one(within, settle(Transition.CONFIRM)));
            isTooOld(failure);
            assertEquals(
                    2, within.reservation(ORDER).orElseThrow().lines().get(0).reserved(), "as of the snapshot");
        });
    }

    @ParameterizedTest
    @CsvSource({"REPEATABLE_READ", "SERIALIZABLE"})
    void postgresqlSellsNothingFromALineThatHasChangedSinceTheSnapshot(String isolation) throws SQLException {
        settledMeanwhile(
                isolation,
                Transition.RELEASE,
                within -> isTooOld(
                        assertThrows(LedgerException.class, () -> Shelf.one(within, Shelf.reserve("other", "A", 1)))));
    }

    @ParameterizedTest
    @CsvSource({"REPEATABLE_READ", "SERIALIZABLE"})
    void postgresqlWorksInAQuietTransaction(String isolation) throws SQLException {
        TestDatabase database = TestDatabase.POSTGRES;
        try (JdbcLedger ledger = shop(database);
                Connection connection = database.source().getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(isolation(isolation));
            StockLedger within = ledger.within(connection);
            assertTrue(Shelf.one(within, settle(Transition.CONFIRM)).applied());
            connection.commit();
            assertEquals(
                    2, ledger.reservation(ORDER).orElseThrow().lines().get(0).committed());
        }
    }

    /** At READ COMMITTED every read, and so every decision, is of the newest state. */
    @ParameterizedTest
    @CsvSource({"POSTGRES", "MARIADB", "H2"})
    void atReadCommittedReadsAndDecisionsAreOfNow(TestDatabase database) throws SQLException {
        try (JdbcLedger ledger = shop(database);
                Connection connection = database.source().getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            StockLedger within = ledger.within(connection);
            assertEquals(3, Shelf.available(within, "A"));
            assertTrue(Shelf.one(ledger, settle(Transition.RELEASE)).applied());
            assertEquals(5, Shelf.available(within, "A"));
            assertEquals(
                    0, within.reservation(ORDER).orElseThrow().lines().get(0).reserved());
            Outcome paid = Shelf.one(within, Settle.all(ORDER, "paid", Transition.CONFIRM));
            assertEquals("NOT_PENDING", paid.refused().orElseThrow().reason().name());
            connection.commit();
        }
    }

    /** SQLite's one writer cannot go on from what it read before another one wrote. */
    @ParameterizedTest
    @CsvSource("SQLITE")
    void sqliteDoesNotWriteFromAnOldState(TestDatabase database) throws SQLException {
        try (JdbcLedger ledger = shop(database);
                Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT 1 FROM sqlite_master");
            StockLedger within = ledger.within(connection);
            assertEquals(3, Shelf.available(within, "A"));
            assertTrue(Shelf.one(ledger, settle(Transition.RELEASE)).applied());
            LedgerException failure =
                    assertThrows(LedgerException.class, () -> Shelf.one(within, settle(Transition.CONFIRM)));
            assertEquals(Effect.NONE, failure.effect(), failure::toString);
            connection.rollback();
            assertEquals(List.of(), ledger.open(io.inventory4j.stock.StockKey.of("A"), null, 10));
        }
    }
}
