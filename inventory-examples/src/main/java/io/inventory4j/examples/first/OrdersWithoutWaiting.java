package io.inventory4j.examples.first;

import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.order.ReserveRequest;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;

/**
 * One thread has hundreds of orders under way. A semaphore is the shop's own bound: it makes the shop wait where it
 * wants to, before its calls fail because too many wait for the store.
 */
public final class OrdersWithoutWaiting {
    /** Fewer than the 10,000 calls that may wait unless {@code InventoryBuilder.batching} says otherwise. */
    private static final int UNDER_WAY = 200;

    private static final int ORDERS = 2_000;

    private OrdersWithoutWaiting() {}

    /**
     * Runs the example.
     *
     * @param args none
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:mem:rush", "", "");
        JdbcSchema.create(database);
        try (JdbcLedger ledger = JdbcLedger.over(database);
                Inventory inventory = InventoryBuilder.over(ledger).build()) {
            inventory.receive("po-1", "LAMP", 1_500).orThrow();
            Tally tally = new Tally();
            Semaphore free = new Semaphore(UNDER_WAY);
            for (int number = 1; number <= ORDERS; number++) {
                free.acquire();
                inventory
                        .async()
                        .reserve(ReserveRequest.of("order-" + number, "buyer-" + number)
                                .line("LAMP", 1))
                        .whenComplete((outcome, failure) -> {
                            tally.add(outcome, failure);
                            free.release();
                        });
            }
            // Whoever has all permits knows that nothing is under way any more.
            free.acquire(UNDER_WAY);
            System.out.println(tally);
        } finally {
            database.dispose();
        }
    }

    /** What became of the orders. A shop answers its buyers here. */
    private static final class Tally {
        private final LongAdder held = new LongAdder();
        private final LongAdder refused = new LongAdder();
        private final LongAdder toSendAgain = new LongAdder();
        private final LongAdder toAskAbout = new LongAdder();

        /** The second argument is there exactly if the first is not. */
        void add(@Nullable Outcome outcome, @Nullable Throwable failure) {
            if (outcome != null) {
                (outcome.applied() ? held : refused).increment();
            } else {
                (hasNoEffect(failure) ? toSendAgain : toAskAbout).increment();
            }
        }

        /** Then it may be sent again later; otherwise it is sent again with the same id, to learn what became of it. */
        private static boolean hasNoEffect(@Nullable Throwable failure) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return cause instanceof LedgerException failed && failed.effect() == Effect.NONE;
        }

        @Override
        public String toString() {
            return held + " held, " + refused + " refused, " + toSendAgain + " to send again, " + toAskAbout
                    + " to ask about";
        }
    }
}
