package io.inventory4j.jdbc.within;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.jdbc.Shelf;
import io.inventory4j.jdbc.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** A data source hands out a connection that is in a transaction of the shop's: the ledger leaves it alone. */
@Timeout(120)
class OthersTransactionTest {
    /** A shop with a pool, Spring's transactions on it, a table of orders and the ledger's tables. */
    private static final class Shop implements AutoCloseable {
        final HikariDataSource pool;
        final DataSource aware;
        final TransactionTemplate transaction;
        final JdbcTemplate orders;
        final JdbcSchema schema;
        private final String table;

        Shop(TestDatabase database, boolean autoCommit) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(((HikariDataSource) database.source()).getJdbcUrl());
            config.setMaximumPoolSize(3);
            config.setMinimumIdle(0);
            config.setAutoCommit(autoCommit);
            pool = new HikariDataSource(config);
            aware = new TransactionAwareDataSourceProxy(pool);
            transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
            orders = new JdbcTemplate(pool);
            String name = "s" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
            schema = JdbcSchema.standard().withPrefix(name + "_");
            schema.createIn(database.source());
            table = name + "_orders";
            new JdbcTemplate(database.source()).execute("CREATE TABLE " + table + " (id varchar(40) PRIMARY KEY)");
        }

        JdbcLedger ledger(DataSource source) {
            return JdbcLedger.builder(source)
                    .schema(schema)
                    .timeout(Duration.ofSeconds(2))
                    .notifying(false)
                    .build();
        }

        /** In one transaction: the row of an order, something that must be refused, and the row of another order. */
        void refusedBetweenTwoRows(Consumer<String> refused) {
            transaction.executeWithoutResult(status -> {
                insert("before");
                LedgerException failure = assertThrows(LedgerException.class, () -> refused.accept("o"));
                assertEquals(Effect.NONE, failure.effect(), failure::toString);
                assertTrue(String.valueOf(failure.getMessage()).contains("within(connection)"), failure::toString);
                insert("after");
            });
            assertEquals(2, orders(), "the shop's rows");
        }

        void insert(String order) {
            orders.update("INSERT INTO " + table + " VALUES (?)", order);
        }

        int orders() {
            Integer n = new JdbcTemplate(pool).queryForObject("SELECT count(*) FROM " + table, Integer.class);
            return n == null ? 0 : n;
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    private static boolean known(JdbcLedger ledger, String id) {
        return ledger.reservation(ReservationId.of(id)).isPresent();
    }

    private static void reserves(JdbcLedger ledger, String id) {
        assertTrue(Shelf.one(ledger, Shelf.reserve(id, "A", 1)).applied());
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRES, true", "POSTGRES, false", "MARIADB, true", "MARIADB, false",
        "H2, true", "H2, false", "SQLITE, true", "SQLITE, false"
    })
    void aTransactionOfSpringIsNeitherCommittedNorRolledBack(TestDatabase database, boolean autoCommit) {
        try (Shop shop = new Shop(database, autoCommit);
                JdbcLedger ledger = shop.ledger(shop.aware)) {
            Shelf.stock(ledger, "A", 5);
            shop.refusedBetweenTwoRows(id -> reserves(ledger, id));
            assertFalse(known(ledger, "o"));
            assertThrows(
                    IllegalStateException.class,
                    () -> shop.transaction.executeWithoutResult(status -> {
                        shop.insert("rolled back");
                        assertThrows(LedgerException.class, () -> Shelf.available(ledger, "A"));
                        throw new IllegalStateException("the shop changes its mind");
                    }));
            assertEquals(2, shop.orders());
            reserves(ledger, "outside");
            assertEquals(4, Shelf.available(ledger, "A"));
        }
    }

    /** The pool's kind of connection is not known then. */
    @ParameterizedTest
    @CsvSource({
        "POSTGRES, true", "POSTGRES, false", "MARIADB, true", "MARIADB, false",
        "H2, true", "H2, false", "SQLITE, true", "SQLITE, false"
    })
    void aLedgerIsNotOpenedInTheMiddleOfATransaction(TestDatabase database, boolean autoCommit) {
        try (Shop shop = new Shop(database, autoCommit)) {
            shop.refusedBetweenTwoRows(id -> shop.ledger(shop.aware).close());
        }
        try (Shop shop = new Shop(database, autoCommit)) {
            shop.refusedBetweenTwoRows(id -> shop.schema.createIn(shop.aware));
        }
    }

    /** A pool tests a connection before it hands it out, which begins a transaction in some drivers. */
    @ParameterizedTest
    @CsvSource({
        "POSTGRES, true", "POSTGRES, false", "MARIADB, true", "MARIADB, false",
        "H2, true", "H2, false", "SQLITE, true", "SQLITE, false"
    })
    void aConnectionThatWasTestedIsNobodys(TestDatabase database, boolean autoCommit) {
        try (Shop shop = new Shop(database, autoCommit)) {
            DataSource tested = new DelegatingDataSource(shop.pool) {
                @Override
                public Connection getConnection() throws SQLException {
                    Connection connection = super.getConnection();
                    assertTrue(connection.isValid(10));
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("SELECT 1");
                    }
                    return connection;
                }
            };
            try (JdbcLedger ledger = shop.ledger(tested)) {
                Shelf.stock(ledger, "A", 5);
                reserves(ledger, "o");
                assertEquals(4, Shelf.available(ledger, "A"));
            }
        }
    }

    /** Nothing gives the transaction away but the switch of auto-commit. */
    @ParameterizedTest
    @EnumSource
    void aTransactionThatHasDoneNothingYet(TestDatabase database) {
        try (Shop shop = new Shop(database, true);
                JdbcLedger ledger = shop.ledger(shop.aware)) {
            Shelf.stock(ledger, "A", 5);
            shop.transaction.executeWithoutResult(status -> {
                assertThrows(LedgerException.class, () -> reserves(ledger, "o"));
                shop.insert("o");
            });
            assertEquals(1, shop.orders());
            assertFalse(known(ledger, "o"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLazyProxyIsAPoolLikeAnother(TestDatabase database) {
        try (Shop shop = new Shop(database, true)) {
            DataSource lazy = new LazyConnectionDataSourceProxy(shop.pool);
            TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(lazy));
            JdbcTemplate orders = new JdbcTemplate(lazy);
            try (JdbcLedger ledger = shop.ledger(lazy);
                    JdbcLedger aware = shop.ledger(new TransactionAwareDataSourceProxy(lazy))) {
                Shelf.stock(ledger, "A", 5);
                transaction.executeWithoutResult(status -> {
                    if (database != TestDatabase.SQLITE) {
                        // In SQLite the shop's row keeps all others from writing.
                        orders.update("INSERT INTO " + shop.table + " VALUES ('o')");
                    }
                    reserves(ledger, "o");
                    LedgerException failure = assertThrows(LedgerException.class, () -> reserves(aware, "within"));
                    assertEquals(Effect.NONE, failure.effect());
                    if (database == TestDatabase.SQLITE) {
                        orders.update("INSERT INTO " + shop.table + " VALUES ('o')");
                    }
                });
                assertEquals(1, shop.orders());
                assertTrue(known(ledger, "o"));
                assertFalse(known(ledger, "within"));
            }
        }
    }

    /** One connection that all share, with auto-commit on, and a shop that says BEGIN. */
    @ParameterizedTest
    @EnumSource
    void aTransactionThatWasBegunByAStatement(TestDatabase database) throws SQLException {
        try (Shop shop = new Shop(database, true);
                Connection only = DriverManager.getConnection(shop.pool.getJdbcUrl());
                JdbcLedger ledger = shop.ledger(new SingleConnectionDataSource(only, true))) {
            Shelf.stock(ledger, "A", 5);
            try (Statement statement = only.createStatement()) {
                statement.execute("BEGIN");
                statement.execute("INSERT INTO " + shop.table + " VALUES ('o')");
                LedgerException failure = assertThrows(LedgerException.class, () -> reserves(ledger, "o"));
                assertEquals(Effect.NONE, failure.effect());
                assertTrue(String.valueOf(failure.getMessage()).contains("within(connection)"), failure::toString);
                assertEquals(0, shop.orders(), "not committed");
                statement.execute("COMMIT");
            }
            assertEquals(1, shop.orders(), "not rolled back");
            assertFalse(known(ledger, "o"));
        }
    }
}
