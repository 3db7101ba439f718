package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.TurnedClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches with more rows than one statement takes, of every kind. */
class LargeBatchTest {
    private static final int ROWS = 2 * Dialect.ROWS_A_STATEMENT + 500;

    private final TurnedClock clock = new TurnedClock();

    private static void applied(StockLedger ledger, List<Command> batch) {
        ledger.apply(batch).forEach(outcome -> assertTrue(outcome.applied(), outcome::toString));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aBatchOfThousandsIsAnsweredAsOne(TestDatabase database) {
        try (StockLedger ledger = database.open(clock)) {
            List<Command> receipts = new ArrayList<>();
            List<Command> reserves = new ArrayList<>();
            List<Command> payments = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                String name = "n" + i;
                receipts.add(
                        Move.of(name, "opening", new Posting(StockKey.of(name), Bucket.OUTSIDE, Bucket.AVAILABLE, 2)));
                reserves.add(Shelf.reserve(name, name, 2, Charge.of("buyer/" + name, 2)));
                payments.add(Settle.part(ReservationId.of(name), "pay", Transition.CONFIRM, onlyOne(name)));
            }
            applied(ledger, receipts);
            applied(ledger, reserves);
            applied(ledger, payments);
            applied(ledger, payments);
            List<StockKey> keys =
                    IntStream.range(0, ROWS).mapToObj(i -> StockKey.of("n" + i)).toList();
            ledger.levels(keys).forEach(level -> {
                assertEquals(1, level.reserved(), level::toString);
                assertEquals(1, level.committed(), level::toString);
            });
            clock.advance(Duration.ofHours(1));
            assertEquals(ROWS, ledger.expire(ROWS + 1).size());
            assertEquals(0, ledger.expire(1).size());
            clock.advance(Duration.ofHours(1));
            assertEquals(ROWS, ledger.purge(Duration.ofHours(1), 10 * ROWS), "the moves; sold reservations stay open");
        }
    }

    private static Map<StockKey, Long> onlyOne(String name) {
        return Map.of(StockKey.of(name), 1L);
    }

    /** Rule 10.3: about 1,000 rows a transaction, each of which takes a connection of the pool. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aBatchOfThousandsIsSeveralTransactions(TestDatabase database) {
        AtomicInteger taken = new AtomicInteger();
        Thread caller = Thread.currentThread();
        DataSource counting = (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    // PostgreSQL's notifier, which takes connections too, has a thread of its own.
                    if (method.getName().equals("getConnection") && Thread.currentThread() == caller) {
                        taken.incrementAndGet();
                    }
                    return method.invoke(database.source(), arguments);
                });
        try (StockLedger ledger = database.open(counting, clock)) {
            Shelf.stock(ledger, "A", ROWS);
            List<Command> reserves = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                reserves.add(Shelf.reserve("n" + i, "A", 1));
            }
            taken.set(0);
            applied(ledger, reserves);
            // Four rows an order: the reservation, what it holds, the line, the entry of the journal.
            assertEquals(4 * ROWS / 1_000, taken.get());
            clock.advance(Duration.ofHours(1));
            taken.set(0);
            assertEquals(ROWS, ledger.expire(ROWS).size());
            assertEquals(ROWS / 125, taken.get());
        }
    }
}
