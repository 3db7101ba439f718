package io.inventory4j.testkit.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.planted.store.MapStore;
import io.inventory4j.testkit.planted.store.OptimisticNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A store that checks only at its commit, under a crowd: the base class runs again what lost, until it has won. */
class CrowdOnOneRowTest {
    private static final int CALLERS = 64;
    private static final int ORDERS = 10;
    private static final StockKey A = StockKey.of("A");

    /** Counts the attempts of each call. */
    private static final class Counting extends OptimisticNode {
        private final ThreadLocal<Integer> attempts = ThreadLocal.withInitial(() -> 0);

        Counting(MapStore store) {
            super(store);
        }

        @Override
        protected <T> T runTransaction(Supplier<T> transaction) {
            attempts.set(attempts.get() + 1);
            return super.runTransaction(transaction);
        }

        int reserve(String id) {
            attempts.set(0);
            Reserve reserve = new Reserve(
                    ReservationId.of(id), List.of(ReserveLine.of(A, 1)), List.of(), Duration.ofMinutes(1), null);
            assertTrue(apply(List.of(reserve)).stream().allMatch(Outcome::applied));
            return attempts.get();
        }
    }

    @Test
    void everyCallerIsAnswered() {
        Counting ledger = new Counting(new MapStore(new TurnedClock()));
        ledger.apply(List.of(
                Move.of("stock", "opening", new Posting(A, Bucket.OUTSIDE, Bucket.AVAILABLE, CALLERS * ORDERS))));
        AtomicInteger all = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Together.run(CALLERS, caller -> {
            for (int i = 0; i < ORDERS; i++) {
                int attempts = ledger.reserve("c" + caller + "-" + i);
                all.addAndGet(attempts);
                most.accumulateAndGet(attempts, Math::max);
            }
            return caller;
        });
        System.out.println("crowd: callers=" + CALLERS + " orders=" + CALLERS * ORDERS + " attempts=" + all + " most="
                + most + ": all answered");
        assertEquals(0, ledger.levels(List.of(A)).get(0).available());
    }
}
