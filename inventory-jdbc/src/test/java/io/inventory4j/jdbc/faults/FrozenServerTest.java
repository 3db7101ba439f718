package io.inventory4j.jdbc.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.FragileServer;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.jdbc.PooledLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.servers.jdbc.DatabaseKind;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Rounds;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.faults.SaleStock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server is frozen for longer than anyone waits, and then goes on: a COMMIT may land late. */
class FrozenServerTest {
    private static final int BUYERS = 6;
    private static final Duration TIMEOUT = Duration.ofMillis(700);

    /** Many times what a connection and a statement may take: a test that a call ends, not how fast. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(15);

    @ParameterizedTest
    @EnumSource
    @Timeout(600)
    void callsEndAndNothingIsLost(DatabaseKind kind) throws Exception {
        FragileServer server = FragileServer.killable(kind);
        AtomicInteger doubts = new AtomicInteger();
        long seed = Rounds.play((turn, random) -> {
            JdbcSchema schema = server.freshTables();
            try (StockLedger ledger = PooledLedger.over(
                    server.database().url(server.address()), schema, options -> options.timeout(TIMEOUT))) {
                SaleStock.fill(ledger);
                List<Buyer> buyers = buyers(ledger);
                freeze(server, buyers, random.nextInt(60));
                doubts.addAndGet(check(ledger, buyers));
            }
        });
        System.out.println(
                "frozen: " + kind + " runs=" + Effort.scale() + " left in doubt=" + doubts + " seed=" + seed);
    }

    private static List<Buyer> buyers(StockLedger ledger) {
        Semaphore answers = new Semaphore(0);
        CountDownLatch impatient = new CountDownLatch(BUYERS);
        CountDownLatch thawed = new CountDownLatch(1);
        List<Buyer> buyers = new ArrayList<>();
        for (int i = 0; i < BUYERS; i++) {
            buyers.add(new Buyer(i, ledger, answers, impatient, thawed));
        }
        return buyers;
    }

    private static void freeze(FragileServer server, List<Buyer> buyers, int after) {
        Buyer any = buyers.get(0);
        List<Callable<Boolean>> tasks = new ArrayList<>(buyers);
        tasks.add(() -> {
            assertTrue(any.answers.tryAcquire(1 + after, 30, TimeUnit.SECONDS), "no answers before the frost");
            server.freeze();
            try {
                assertTrue(any.impatient.await(60, TimeUnit.SECONDS), "a call did not end while the server was frozen");
            } finally {
                server.thaw();
                any.thawed.countDown();
            }
            return true;
        });
        Together.run(120, tasks);
    }

    private static int check(StockLedger ledger, List<Buyer> buyers) {
        List<String> ids = new ArrayList<>();
        int doubts = 0;
        for (Buyer buyer : buyers) {
            doubts += buyer.doubts;
            ids.addAll(buyer.ids);
            for (String id : buyer.applied) {
                assertTrue(ledger.reservation(ReservationId.of(id)).isPresent(), () -> "I2: " + id + " is gone");
            }
            for (String id : buyer.never) {
                assertTrue(ledger.reservation(ReservationId.of(id)).isEmpty(), () -> "reported as NONE: " + id);
            }
        }
        SaleStock.check(ledger, ids);
        return doubts;
    }

    /** Buys until two calls have failed on the frozen server; when it goes on, resolves the calls in doubt. */
    private static final class Buyer implements Callable<Boolean> {
        final List<String> ids = new ArrayList<>();
        final List<String> applied = new ArrayList<>();
        final List<String> never = new ArrayList<>();
        int doubts;
        private final int number;
        private final StockLedger ledger;
        private final Semaphore answers;
        private final CountDownLatch impatient;
        private final CountDownLatch thawed;

        Buyer(int number, StockLedger ledger, Semaphore answers, CountDownLatch impatient, CountDownLatch thawed) {
            this.number = number;
            this.ledger = ledger;
            this.answers = answers;
            this.impatient = impatient;
            this.thawed = thawed;
        }

        @Override
        public Boolean call() throws InterruptedException {
            List<Reserve> doubtful = new ArrayList<>();
            int failures = 0;
            for (int order = 0; failures < 2; order++) {
                Reserve cart = SaleStock.cart("order " + number + "-" + order, order);
                ids.add(cart.id().value());
                long begin = System.nanoTime();
                try {
                    assertTrue(SaleStock.apply(ledger, cart).applied());
                    applied.add(cart.id().value());
                    answers.release();
                } catch (LedgerException e) {
                    failures++;
                    if (e.effect() == Effect.UNKNOWN) {
                        doubtful.add(cart);
                    } else {
                        never.add(cart.id().value());
                    }
                }
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                assertTrue(took.compareTo(LONGEST_CALL) < 0, () -> "a call took " + took);
            }
            impatient.countDown();
            thawed.await();
            doubts = doubtful.size();
            for (Reserve cart : doubtful) {
                resolve(cart);
            }
            return true;
        }

        /** Sends the call again, or releases its id, after which no late commit counts (rule 2.9). */
        private void resolve(Reserve cart) {
            String id = cart.id().value();
            if (number % 2 == 0) {
                Outcome again = insist(cart);
                assertTrue(again.applied(), () -> "I3: " + again);
                applied.add(id);
                return;
            }
            Outcome released = insist(SaleStock.settle(id, Transition.RELEASE));
            assertTrue(released.applied(), () -> "I3: " + released);
            Outcome again = insist(cart);
            assertEquals(Reason.RELEASED, again.refused().orElseThrow().reason(), () -> "2.9: " + again);
        }

        private Outcome insist(Command command) {
            long begin = System.nanoTime();
            while (true) {
                try {
                    return SaleStock.apply(ledger, command);
                } catch (LedgerException e) {
                    if (System.nanoTime() - begin > Duration.ofSeconds(5).toNanos()) {
                        throw new AssertionError("I4: no answer in 5 s", e);
                    }
                }
            }
        }
    }
}
