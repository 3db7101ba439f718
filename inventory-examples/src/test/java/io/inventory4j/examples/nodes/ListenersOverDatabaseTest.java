package io.inventory4j.examples.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.ExpiredReservation;
import io.inventory4j.Health;
import io.inventory4j.Inventory;
import io.inventory4j.ReservationState;
import io.inventory4j.alert.Alert;
import io.inventory4j.alert.AlertLevels;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.TurnedClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes of a shop over one database: what one does, the listeners of the other hear of (rule 11). */
class ListenersOverDatabaseTest {
    private static final StockKey A = StockKey.of("A");
    private static final int SECONDS = 20;

    private final TurnedClock clock = new TurnedClock();
    private final JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "", "");

    @BeforeEach
    void createTables() {
        JdbcSchema.create(database);
    }

    @AfterEach
    void dropDatabase() {
        database.dispose();
    }

    /** A node, and what its listeners hear. */
    private final class Node implements AutoCloseable {
        final BlockingQueue<Alert> alerts = new LinkedBlockingQueue<>();
        final BlockingQueue<ExpiredReservation> expired = new LinkedBlockingQueue<>();
        final JdbcLedger ledger = JdbcLedger.builder(database).clock(clock).build();
        final Inventory inventory = over(ledger)
                .alerts(AlertLevels.percentOfOpening(0), alerts::add)
                .onExpired(expired::add)
                .build();

        InventoryBuilder over(StockLedger some) {
            return InventoryBuilder.over(some)
                    .clock(clock)
                    .sweepEvery(Duration.ZERO)
                    .alertReturnsAfter(Duration.ZERO);
        }

        boolean hold(Inventory through, String order) {
            return through.reserve(ReserveRequest.of(order, "ann").line("A", 1)).applied();
        }

        @Override
        public void close() {
            inventory.close();
            ledger.close();
        }
    }

    private static <T> T next(BlockingQueue<T> heard) throws InterruptedException {
        T next = heard.poll(SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was heard of");
        }
        return next;
    }

    @Test
    void rule_11_2_bothNodesHearOfACrossingOnceWithTheTimeOfTheDatabase() throws InterruptedException {
        try (Node first = new Node();
                Node second = new Node()) {
            assertTrue(first.inventory.receive("po", A, 1).applied());
            clock.advance(Duration.ofHours(1));
            assertTrue(first.hold(first.inventory, "o1"));
            for (Node node : new Node[] {first, second}) {
                Alert soldOut = assertInstanceOf(Alert.SoldOut.class, next(node.alerts));
                assertEquals(clock.instant(), soldOut.at());
                assertEquals(2, soldOut.level().version());
            }
            assertTrue(second.inventory.release("o1").applied());
            assertInstanceOf(Alert.BackInStock.class, next(first.alerts));
            assertInstanceOf(Alert.BackInStock.class, next(second.alerts));
            assertFalse(first.inventory.health().failing());
            assertTrue(first.inventory.health().worker(Health.FEED).isPresent());
        }
    }

    @Test
    void rule_11_6_bothNodesHearOfAHoldThatRanOut() throws InterruptedException {
        try (Node first = new Node();
                Node second = new Node()) {
            assertTrue(first.inventory.receive("po", A, 1).applied());
            assertTrue(first.hold(first.inventory, "o1"));
            clock.advance(Duration.ofMinutes(15));
            assertEquals(1, second.inventory.sweep());
            for (Node node : new Node[] {first, second}) {
                ExpiredReservation expired = next(node.expired);
                assertEquals("o1", expired.id());
                assertEquals(clock.instant(), expired.at());
                assertEquals(
                        ReservationState.EXPIRED,
                        expired.reservation() == null
                                ? null
                                : expired.reservation().state());
            }
        }
    }

    @Test
    void rule_11_1_theShopsTransactionIsHeardOfAfterItsCommitAndNeverIfItIsRolledBack()
            throws SQLException, InterruptedException {
        BlockingQueue<Alert> inside = new LinkedBlockingQueue<>();
        try (Node node = new Node();
                Connection connection = database.getConnection()) {
            assertTrue(node.inventory.receive("po", A, 1).applied());
            connection.setAutoCommit(false);
            try (Inventory within = node.over(node.ledger.within(connection))
                    .alerts(AlertLevels.percentOfOpening(0), inside::add)
                    .build()) {
                assertTrue(node.hold(within, "rolled back"));
                connection.rollback();
                clock.advance(Duration.ofSeconds(1));
                assertTrue(node.hold(within, "committed"));
                connection.commit();
            }
            Alert soldOut = next(node.alerts);
            assertEquals(clock.instant(), soldOut.at());
            assertEquals(2, soldOut.level().version());
            assertTrue(inside.isEmpty());
            assertTrue(node.alerts.isEmpty());
        }
    }
}
