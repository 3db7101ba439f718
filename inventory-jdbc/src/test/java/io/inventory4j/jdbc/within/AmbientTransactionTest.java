package io.inventory4j.jdbc.within;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.jdbc.Shelf;
import io.inventory4j.jdbc.TestDatabase;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.Together;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ledger inside the shop's own transaction. */
class AmbientTransactionTest {
    /** A shop with a table of orders in the ledger's database. */
    private static final class Shop implements AutoCloseable {
        final TestDatabase database;
        final JdbcLedger ledger;
        final String prefix;
        final String orders;

        Shop(TestDatabase database) throws SQLException {
            this.database = database;
            prefix = "a" + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "_";
            JdbcSchema schema = JdbcSchema.standard().withPrefix(prefix);
            schema.createIn(database.source());
            ledger = JdbcLedger.builder(database.source()).schema(schema).build();
            orders = prefix + "orders";
            try (Connection connection = database.source().getConnection()) {
                execute(connection, "CREATE TABLE " + orders + " (id varchar(40) PRIMARY KEY)");
            }
            Shelf.stock(ledger, "A", 5);
        }

        static void execute(Connection connection, String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        void insert(Connection connection, String order) throws SQLException {
            execute(connection, "INSERT INTO " + orders + " VALUES ('" + order + "')");
        }

        int orders() throws SQLException {
            try (Connection connection = database.source().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(*) FROM " + orders)) {
                row.next();
                return row.getInt(1);
            }
        }

        Connection begin() throws SQLException {
            Connection connection = database.source().getConnection();
            connection.setAutoCommit(false);
            if (database != TestDatabase.SQLITE) {
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
            return connection;
        }

        @Override
        public void close() {
            ledger.close();
        }
    }

    private interface Task<T> {
        T run(int number) throws Exception;
    }

    private static <T> List<T> together(int n, Task<T> task) {
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int number = i;
            tasks.add(() -> task.run(number));
        }
        return Together.run(60, tasks);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void orderAndReservationCommitTogether(TestDatabase database) throws SQLException {
        try (Shop shop = new Shop(database)) {
            try (Connection connection = shop.begin()) {
                shop.insert(connection, "o1");
                StockLedger within = shop.ledger.within(connection);
                assertTrue(Shelf.one(within, Shelf.reserve("o1", "A", 2)).applied());
                assertEquals(3, Shelf.available(within, "A"), "the transaction sees its own work");
                assertEquals(5, Shelf.available(shop.ledger, "A"), "nobody else does yet");
                connection.commit();
            }
            assertEquals(3, Shelf.available(shop.ledger, "A"));
            assertEquals(1, shop.orders());
            assertEquals(2, shop.ledger.journal(0, 10).entries().size());
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void orderAndReservationRollBackTogether(TestDatabase database) throws SQLException {
        try (Shop shop = new Shop(database)) {
            try (Connection connection = shop.begin()) {
                shop.insert(connection, "o1");
                assertTrue(Shelf.one(shop.ledger.within(connection), Shelf.reserve("o1", "A", 2))
                        .applied());
                connection.rollback();
            }
            assertEquals(5, Shelf.available(shop.ledger, "A"));
            assertEquals(0, shop.orders());
            assertTrue(shop.ledger.reservation(ReservationId.of("o1")).isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aRefusalLeavesTheShopsWorkAsItIs(TestDatabase database) throws SQLException {
        try (Shop shop = new Shop(database)) {
            try (Connection connection = shop.begin()) {
                shop.insert(connection, "o1");
                Outcome outcome = Shelf.one(shop.ledger.within(connection), Shelf.reserve("o1", "A", 6));
                assertEquals(
                        Reason.OUT_OF_STOCK, outcome.refused().orElseThrow().reason());
                connection.commit();
            }
            assertEquals(1, shop.orders());
            assertEquals(5, Shelf.available(shop.ledger, "A"));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aReadThatFailsLeavesTheShopsWorkAsItIs(TestDatabase database) throws SQLException {
        try (Shop shop = new Shop(database)) {
            try (Connection connection = database.source().getConnection()) {
                Shop.execute(connection, "DROP TABLE " + shop.prefix + "counter");
            }
            try (Connection connection = shop.begin()) {
                shop.insert(connection, "o1");
                StockLedger within = shop.ledger.within(connection);
                LedgerException failed = assertThrows(LedgerException.class, () -> within.used("limit"));
                assertEquals(LedgerException.Effect.NONE, failed.effect());
                connection.commit();
            }
            assertEquals(1, shop.orders());
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void severalCallsAndARepeatInOneTransaction(TestDatabase database) throws SQLException {
        try (Shop shop = new Shop(database)) {
            try (Connection connection = shop.begin()) {
                StockLedger within = shop.ledger.within(connection);
                assertTrue(Shelf.one(within, Shelf.reserve("o1", "A", 2)).applied());
                Outcome again = Shelf.one(within, Shelf.reserve("o1", "A", 2));
                assertTrue(((Outcome.Applied) again).replayed());
                assertTrue(Shelf.one(within, Settle.all(ReservationId.of("o1"), "pay", Transition.CONFIRM))
                        .applied());
                assertEquals(0, within.expire(10).size(), "a sweep inside finds nothing overdue and changes nothing");
                connection.commit();
            }
            assertEquals(3, Shelf.available(shop.ledger, "A"));
            assertEquals(3, shop.ledger.journal(0, 10).entries().size());
        }
    }

    @ParameterizedTest
    @EnumSource(value = TestDatabase.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void aCrowdOfTransactionsSellsToTheLastUnit(TestDatabase database) throws SQLException {
        try (Shop shop = new Shop(database)) {
            List<Integer> sold = together(4, buyer -> {
                int mine = 0;
                for (int i = 0; i < 4; i++) {
                    String order = "o" + buyer + "-" + i;
                    try (Connection connection = shop.begin()) {
                        shop.insert(connection, order);
                        if (Shelf.one(shop.ledger.within(connection), Shelf.reserve(order, "A", 1))
                                .applied()) {
                            connection.commit();
                            mine++;
                        } else {
                            connection.rollback();
                        }
                    }
                }
                return mine;
            });
            assertEquals(5, sold.stream().mapToInt(Integer::intValue).sum());
            assertEquals(5, shop.orders());
            assertEquals(0, Shelf.available(shop.ledger, "A"));
        }
    }

    @ParameterizedTest
    @EnumSource(value = TestDatabase.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void aRetryThatFindsItsTwinLeavesTheShopsWorkAsItIs(TestDatabase database) throws SQLException {
        try (Shop shop = new Shop(database)) {
            List<Boolean> replayed = together(2, twin -> {
                try (Connection connection = shop.begin()) {
                    shop.insert(connection, "twin" + twin);
                    Outcome outcome = Shelf.one(shop.ledger.within(connection), Shelf.reserve("o1", "A", 5));
                    connection.commit();
                    return ((Outcome.Applied) outcome).replayed();
                }
            });
            assertEquals(List.of(false, true), replayed.stream().sorted().toList());
            assertEquals(2, shop.orders());
            assertEquals(0, Shelf.available(shop.ledger, "A"));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void autoCommitIsRefused(TestDatabase database) throws SQLException {
        try (Shop shop = new Shop(database);
                Connection connection = database.source().getConnection()) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> shop.ledger.within(connection));
            assertTrue(String.valueOf(refused.getMessage()).contains("auto-commit"), refused::getMessage);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aClosedConnectionFailsWithNothingDone(TestDatabase database) throws SQLException {
        try (Shop shop = new Shop(database)) {
            Connection connection = shop.begin();
            StockLedger within = shop.ledger.within(connection);
            connection.close();
            LedgerException failed =
                    assertThrows(LedgerException.class, () -> Shelf.one(within, Shelf.reserve("o1", "A", 1)));
            assertEquals(LedgerException.Effect.NONE, failed.effect());
            assertEquals(5, Shelf.available(shop.ledger, "A"));
        }
    }

    /** Rule 10.3: outside a shop's transaction, this batch is several transactions. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aLongBatchIsUndoneAsAWhole(TestDatabase database) throws SQLException {
        try (Shop shop = new Shop(database)) {
            Shelf.stock(shop.ledger, "B", 1_000);
            List<Reserve> orders = IntStream.range(0, 1_000)
                    .mapToObj(i -> Shelf.reserve("order " + i, "B", 1))
                    .toList();
            try (Connection connection = shop.begin()) {
                List<Outcome> outcomes = shop.ledger.within(connection).apply(orders);
                assertTrue(outcomes.stream().allMatch(Outcome::applied), "all are held");
                connection.rollback();
            }
            assertEquals(1_000, Shelf.available(shop.ledger, "B"));
            assertEquals(0, shop.ledger.open(StockKey.of("B"), null, 10).size());
        }
    }
}
