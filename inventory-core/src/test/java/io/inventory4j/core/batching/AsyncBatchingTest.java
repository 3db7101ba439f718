package io.inventory4j.core.batching;

import static io.inventory4j.core.batching.HeldStore.order;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that nobody waits for. */
@Timeout(120)
class AsyncBatchingTest {
    private static final BatchLimits LIMITS = BatchLimits.standard().deadline(Duration.ofMinutes(1));
    private static final Duration SHORT = Duration.ofMillis(50);

    private final HeldStore store = new HeldStore(1_000_000);
    private final List<CompletableFuture<Outcome>> underWay = new ArrayList<>();
    private Batching ledger = Batching.over(store, LIMITS);

    @AfterEach
    void close() {
        store.letAllGo();
        ledger.close();
    }

    private void limits(BatchLimits limits) {
        ledger.close();
        ledger = Batching.over(store, limits);
    }

    private CompletableFuture<Outcome> submit(String id) {
        return ledger.submit(List.of(order(id)))
                .thenApply(outcomes -> outcomes.get(0))
                .toCompletableFuture();
    }

    private static Outcome of(CompletableFuture<Outcome> future) throws Exception {
        return future.get(1, TimeUnit.MINUTES);
    }

    private static LedgerException failure(CompletableFuture<Outcome> future) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> future.get(1, TimeUnit.MINUTES));
        return (LedgerException) Objects.requireNonNull(failed.getCause());
    }

    /** Two batches are under way, so that all that is submitted now waits. */
    private void occupy() {
        store.hold();
        for (String id : List.of("under way 1", "under way 2")) {
            underWay.add(submit(id));
            store.awaitCalls(1);
        }
    }

    @Test
    void thousandsAreUnderWayFromOneThread() throws Exception {
        occupy();
        List<CompletableFuture<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            all.add(submit("order " + i));
        }
        store.letAllGo();
        for (int i = 0; i < all.size(); i++) {
            Outcome.Applied applied = (Outcome.Applied) of(all.get(i));
            assertEquals(
                    "order " + i,
                    Objects.requireNonNull(applied.reservation()).id().value());
        }
        assertTrue(store.batches.size() < 60, () -> store.batches.size() + " batches");
    }

    @Test
    void tooManyAreRefusedAtOnceWithoutAnyEffect() throws Exception {
        limits(LIMITS.waiting(3));
        occupy();
        List<CompletableFuture<Outcome>> some = List.of(submit("a"), submit("b"), submit("c"));
        CompletableFuture<Outcome> over = submit("d");
        assertTrue(over.isDone());
        assertEquals(Effect.NONE, failure(over).effect());
        store.letAllGo();
        for (CompletableFuture<Outcome> one : some) {
            assertTrue(of(one).applied());
        }
        assertFalse(store.batches.toString().contains("d]"));
    }

    @Test
    void whatGetsNoTurnWithinTheDeadlineHasDoneNothing() {
        limits(LIMITS.deadline(SHORT));
        occupy();
        CompletableFuture<Outcome> first = submit("a");
        CompletableFuture<Outcome> second = submit("b");
        assertEquals(Effect.NONE, failure(first).effect());
        assertEquals(Effect.NONE, failure(second).effect());
        CompletableFuture<Outcome> third = submit("c");
        assertEquals(Effect.NONE, failure(third).effect());
    }

    @Test
    void eachLearnsWhatBecameOfItAfterALostAnswer() throws Exception {
        occupy();
        CompletableFuture<Outcome> a = submit("a");
        CompletableFuture<Outcome> b = submit("b");
        List<String> lost = new ArrayList<>();
        store.after(ids -> {
            if (ids.contains("b") && lost.size() < 3) {
                lost.addAll(ids);
                throw new LedgerException(Effect.UNKNOWN, "lost", null);
            }
        });
        store.letAllGo();
        assertTrue(((Outcome.Applied) of(a)).replayed());
        assertTrue(((Outcome.Applied) of(b)).replayed());
    }

    @Test
    void whatHangsOnAFutureMayCallTheLedgerAndWait() throws Exception {
        List<CompletableFuture<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            all.add(submit("first " + i)
                    .thenApply(first ->
                            ledger.apply(List.of(order("second " + number))).get(0)));
        }
        for (CompletableFuture<Outcome> one : all) {
            assertTrue(of(one).applied());
        }
    }

    @Test
    void aFutureIsNotCompletedOnTheThreadOfACallerWhoWaits() throws Exception {
        occupy();
        CompletableFuture<Thread> thread = submit("a").thenApply(outcome -> Thread.currentThread());
        try (Crowd crowd = new Crowd(ledger)) {
            Crowd.Buyer buyer = crowd.waits(order("b"));
            store.letAllGo();
            buyer.outcome();
            assertTrue(thread.get(1, TimeUnit.MINUTES).getName().startsWith("inventory4j-batches"));
        }
    }

    @Test
    void whatWaitsWhenTheLayerStopsHasDoneNothing() {
        occupy();
        CompletableFuture<Outcome> waits = submit("a");
        ledger.stop();
        assertEquals(Effect.NONE, failure(waits).effect());
        assertEquals(Effect.NONE, failure(submit("later")).effect());
    }

    @Test
    void aThreadThatIsIdleEnds() throws Exception {
        assertTrue(of(submit("a")).applied());
        ledger.stop();
        store.threads.get(0).join(60_000);
        assertFalse(store.threads.get(0).isAlive());
    }
}
