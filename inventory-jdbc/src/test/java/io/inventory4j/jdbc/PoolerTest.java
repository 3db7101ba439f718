package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.jdbc.PgBouncer;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Together;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PgBouncer between driver and PostgreSQL, with the driver's defaults: in them it names prepared statements. */
@Timeout(120)
class PoolerTest {
    private static final int CALLERS = 16;
    private static final int ORDERS = 25;

    @BeforeEach
    void thereIsAPooler() {
        assumeTrue(PgBouncer.program().isPresent(), "there is no PgBouncer on this machine");
    }

    private static JdbcSchema freshTables() {
        JdbcSchema schema =
                JdbcSchema.standard().withPrefix("p" + Long.toString(System.nanoTime(), Character.MAX_RADIX) + "_");
        schema.createIn(TestDatabase.POSTGRES.source());
        return schema;
    }

    private static JdbcLedger ledger(DataSource source, JdbcSchema schema) {
        return JdbcLedger.builder(source).schema(schema).build();
    }

    /** Orders, payments and releases of many callers, who share fewer connections of the database. */
    private static void rush(JdbcLedger ledger) {
        List<Callable<Integer>> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            int number = caller;
            callers.add(() -> {
                for (int i = 0; i < ORDERS; i++) {
                    String id = "o" + number + "-" + i;
                    Charge limit = Charge.of("buyer/" + number, ORDERS);
                    assertTrue(
                            Shelf.one(ledger, Shelf.reserve(id, "A", 1, limit)).applied());
                    Transition end = i % 2 == 0 ? Transition.CONFIRM : Transition.RELEASE;
                    assertTrue(Shelf.one(ledger, Settle.all(ReservationId.of(id), "end", end))
                            .applied());
                    assertEquals(
                            id,
                            ledger.reservation(ReservationId.of(id))
                                    .orElseThrow()
                                    .id()
                                    .value());
                }
                return 1;
            });
        }
        assertEquals(CALLERS, Together.run(100, callers).size());
    }

    @ParameterizedTest
    @EnumSource(
            value = PgBouncer.Mode.class,
            names = {"SESSION", "TRANSACTION"})
    void everyCallIsAnsweredRight(PgBouncer.Mode mode) {
        JdbcSchema schema = freshTables();
        try (PgBouncer pooler = PgBouncer.start(mode, mode == PgBouncer.Mode.SESSION ? CALLERS : 4);
                HikariDataSource pool = new HikariDataSource(PooledLedger.config(pooler.url(), CALLERS));
                JdbcLedger ledger = ledger(pool, schema)) {
            Shelf.stock(ledger, "A", CALLERS * ORDERS);
            rush(ledger);
            StockLevel level = ledger.levels(List.of(StockKey.of("A"))).get(0);
            int sold = CALLERS * ((ORDERS + 1) / 2);
            assertEquals(sold, level.committed());
            assertEquals(CALLERS * ORDERS - sold, level.available());
            assertEquals(0, level.reserved());
            assertEquals(
                    1 + 2 * CALLERS * ORDERS,
                    ledger.journal(0, 10 * CALLERS * ORDERS).entries().size());
        }
    }

    /** Notifications do not pass a pooler, so listeners poll. */
    @Test
    void listenersHearOfOtherNodes() {
        JdbcSchema schema = freshTables();
        AtomicLong newest = new AtomicLong();
        try (PgBouncer pooler = PgBouncer.start(PgBouncer.Mode.TRANSACTION, 4);
                HikariDataSource pool = new HikariDataSource(PooledLedger.config(pooler.url(), 4));
                JdbcLedger ledger = ledger(pool, schema);
                JdbcLedger other = ledger(TestDatabase.POSTGRES.source(), schema)) {
            ledger.watch(level -> newest.accumulateAndGet(level.version(), Math::max));
            Shelf.stock(other, "A", 10);
            Shelf.one(other, Shelf.reserve("o", "A", 1));
            Eventually.is("the listener has heard of both", () -> newest.get() == 2);
            assertEquals(0, pool.getHikariPoolMXBean().getActiveConnections() / 4, "the pool is not used up");
        }
    }

    /** The shop's own statements need a driver that does not name them. */
    @Test
    void aShopsTransaction() throws Exception {
        JdbcSchema schema = freshTables();
        try (PgBouncer pooler = PgBouncer.start(PgBouncer.Mode.TRANSACTION, 2);
                HikariDataSource pool =
                        new HikariDataSource(PooledLedger.config(pooler.url() + "&prepareThreshold=0", 8));
                JdbcLedger ledger = ledger(pool, schema)) {
            Shelf.stock(ledger, "A", 10);
            for (int i = 0; i < 10; i++) {
                try (Connection connection = pool.getConnection()) {
                    connection.setAutoCommit(false);
                    Shelf.one(ledger.within(connection), Shelf.reserve("o" + i, "A", 1));
                    if (i % 2 == 0) {
                        connection.commit();
                    } else {
                        connection.rollback();
                    }
                }
            }
            assertEquals(5, Shelf.available(ledger, "A"));
        }
    }

    /** In this mode there are no transactions. */
    @Test
    void statementModeIsRefusedByTheFirstCall() {
        JdbcSchema schema = freshTables();
        try (PgBouncer pooler = PgBouncer.start(PgBouncer.Mode.STATEMENT, 4);
                HikariDataSource pool = new HikariDataSource(PooledLedger.config(pooler.url(), 4));
                JdbcLedger ledger = ledger(pool, schema)) {
            LedgerException failure = assertThrows(LedgerException.class, () -> Shelf.stock(ledger, "A", 10));
            assertEquals(Effect.NONE, failure.effect(), failure::toString);
        }
    }
}
