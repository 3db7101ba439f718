package io.inventory4j.examples.within;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.alert.Alert;
import io.inventory4j.alert.AlertLevels;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.servers.Eventually;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.TurnedClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An inventory inside a transaction of the shop's: the same rules as outside. */
@Timeout(60)
class InventoryWithinTest {
    private static final Duration HOLD = Duration.ofMinutes(7);

    /** A shop whose buyers may have two of each, on a clock that the test turns. */
    private static final class Shop implements AutoCloseable {
        final ShopDatabase database;
        final JdbcSchema schema;
        final TurnedClock clock = new TurnedClock();
        final JdbcLedger ledger;
        final Inventory inventory;

        Shop(ShopDatabase database) {
            this.database = database;
            String prefix = "w" + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "_";
            schema = JdbcSchema.standard().withPrefix(prefix);
            schema.createIn(database.source());
            ledger = node();
            inventory = InventoryBuilder.over(ledger)
                    .policy(PurchaseLimits.perBuyer(2))
                    .reservationTimeout(HOLD)
                    .clock(clock)
                    .sweepEvery(Duration.ZERO)
                    .build();
            inventory.receive("po", "A", 5).orThrow();
        }

        JdbcLedger node() {
            return JdbcLedger.builder(database.source())
                    .schema(schema)
                    .clock(clock)
                    .pollEvery(Duration.ofMillis(5))
                    .build();
        }

        Connection begin() throws SQLException {
            Connection connection = database.source().getConnection();
            connection.setAutoCommit(false);
            if (database != ShopDatabase.SQLITE) {
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
            return connection;
        }

        long available() {
            return inventory.level(StockKey.of("A")).orElseThrow().available();
        }

        @Override
        public void close() {
            inventory.close();
            ledger.close();
        }
    }

    private static ReserveRequest order(String id, long units) {
        return ReserveRequest.of(id, "ann").line("A", units);
    }

    @ParameterizedTest
    @EnumSource
    void limitsAndTimeoutAreTheSame(ShopDatabase database) throws SQLException {
        try (Shop shop = new Shop(database)) {
            try (Connection connection = shop.begin();
                    Inventory within = shop.inventory.within(connection)) {
                Outcome.Applied held = (Outcome.Applied) within.reserve(order("o1", 2));
                Instant end = shop.clock.instant().plus(HOLD);
                assertEquals(end, Objects.requireNonNull(held.reservation()).expiresAt());
                Outcome refused = within.reserve(order("o2", 1));
                assertEquals(
                        Reason.LIMIT_REACHED, refused.refused().orElseThrow().reason());
                assertEquals("per-buyer", refused.refused().orElseThrow().rule());
                assertEquals(3, within.level(StockKey.of("A")).orElseThrow().available());
                connection.commit();
            }
            assertEquals(3, shop.available());
            assertTrue(shop.inventory.confirm("o1").applied());
        }
    }

    @ParameterizedTest
    @EnumSource
    void listenersHearAfterTheCommitAndNeverOfARollback(ShopDatabase database) throws SQLException {
        List<Long> here = new CopyOnWriteArrayList<>();
        List<Long> elsewhere = new CopyOnWriteArrayList<>();
        try (Shop shop = new Shop(database);
                JdbcLedger other = shop.node()) {
            shop.ledger.watch(level -> here.add(level.available()));
            other.watch(level -> elsewhere.add(level.available()));
            try (Connection connection = shop.begin()) {
                assertTrue(shop.inventory
                        .within(connection)
                        .reserve(order("o1", 2))
                        .applied());
                connection.rollback();
            }
            try (Connection connection = shop.begin()) {
                assertTrue(shop.inventory
                        .within(connection)
                        .reserve(order("o2", 1))
                        .applied());
                connection.commit();
            }
            Eventually.is("both nodes have heard", () -> !here.isEmpty() && !elsewhere.isEmpty());
            assertTrue(shop.inventory.release("o2").applied());
            Eventually.is("both nodes have heard", () -> here.size() > 1 && elsewhere.size() > 1);
            assertEquals(List.of(4L, 5L), here);
            assertEquals(List.of(4L, 5L), elsewhere);
        }
    }

    @ParameterizedTest
    @EnumSource
    void alertsNeverHearOfARollback(ShopDatabase database) throws SQLException {
        List<Alert> alerts = new CopyOnWriteArrayList<>();
        try (Shop shop = new Shop(database);
                Inventory alerting = InventoryBuilder.over(shop.ledger)
                        .clock(shop.clock)
                        .sweepEvery(Duration.ZERO)
                        .alerts(AlertLevels.percentOfOpening(60), alerts::add)
                        .build()) {
            try (Connection connection = shop.begin()) {
                assertTrue(alerting.within(connection).reserve(order("o1", 4)).applied());
                connection.rollback();
            }
            assertTrue(alerting.reserve(order("o2", 2)).applied());
            Eventually.is("an alert has come", () -> !alerts.isEmpty());
            assertEquals(3, alerts.get(0).level().available(), "what was never there makes no alert");
            assertEquals(1, alerts.size());
        }
    }

    /** Otherwise two transactions that each have locked a line would sweep, and wait for, the lines of the other. */
    @ParameterizedTest
    @EnumSource
    void nothingIsSweptInside(ShopDatabase database) throws SQLException {
        try (Shop shop = new Shop(database)) {
            assertTrue(shop.inventory.reserve(order("o1", 2)).applied());
            shop.clock.advance(HOLD);
            try (Connection connection = shop.begin();
                    Inventory within = shop.inventory.within(connection)) {
                Outcome refused = within.reserve(ReserveRequest.of("o2", "ben").line("A", 2));
                assertTrue(refused.applied(), "there are three left");
                refused = within.reserve(ReserveRequest.of("o3", "cleo").line("A", 2));
                assertEquals(
                        Reason.OUT_OF_STOCK, refused.refused().orElseThrow().reason());
                assertEquals(0, within.sweep());
                connection.commit();
            }
            assertEquals(1, shop.inventory.sweep());
            assertTrue(shop.inventory
                    .reserve(ReserveRequest.of("o3", "cleo").line("A", 2))
                    .applied());
        }
    }

    @Test
    void onlyATransactionOfTheStoresKindIsTaken() throws SQLException {
        try (Shop shop = new Shop(ShopDatabase.H2);
                Inventory memory = InventoryBuilder.inMemory().build();
                Connection connection = shop.begin()) {
            String wrong = message(assertThrows(IllegalArgumentException.class, () -> shop.inventory.within("tx")));
            assertTrue(wrong.contains("java.sql.Connection"), wrong);
            String none = message(assertThrows(IllegalArgumentException.class, () -> memory.within(connection)));
            assertTrue(none.contains("takes part in no transaction"), none);
            connection.setAutoCommit(true);
            assertThrows(IllegalArgumentException.class, () -> shop.inventory.within(connection));
            assertFalse(connection.isClosed());
        }
    }

    @Test
    void aTransactionBelongsToOneThread() throws SQLException {
        try (Shop shop = new Shop(ShopDatabase.H2);
                Connection connection = shop.begin();
                Inventory inside = shop.inventory.within(connection)) {
            assertThrows(IllegalStateException.class, inside::async);
        }
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
