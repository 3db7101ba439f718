package io.inventory4j.core.batching;

import static io.inventory4j.core.batching.HeldStore.order;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One turn, and no thread for those who do not wait: so their calls are in the queue while the turn is free, and
 * whoever comes next finds them there. That makes each schedule here certain.
 */
@Timeout(120)
class ScarceThreadsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final HeldStore store = new HeldStore(1_000);
    private final List<ScarceRunners> made = new ArrayList<>();
    private final Batches batches = batches(BatchLimits.standard().deadline(LONG));

    private Batches batches(BatchLimits limits) {
        return new Batches(store, limits, new Turns(1), work -> {
            ScarceRunners runners = new ScarceRunners(work);
            made.add(runners);
            return runners;
        });
    }

    @AfterEach
    void close() {
        batches.close();
    }

    private ScarceRunners runners() {
        return made.get(0);
    }

    private CompletableFuture<List<Outcome>> submit(String id) {
        return calmly(() -> batches.submit(List.of(order(id))));
    }

    private Outcome apply(String id) {
        return calmly(() -> batches.apply(List.of(order(id))).get(0));
    }

    /** JUnit takes an OutOfMemoryError for the end of the process. */
    private static <T> T calmly(Supplier<T> call) {
        try {
            return call.get();
        } catch (OutOfMemoryError e) {
            throw new AssertionError("a thread that cannot be started is the caller's failure", e);
        }
    }

    private static boolean isSold(CompletableFuture<List<Outcome>> future) throws Exception {
        return future.get(1, TimeUnit.MINUTES).get(0).applied();
    }

    @Test
    void anInterruptedCallerLeavesBeforeHeLeadsOthers() throws Exception {
        CompletableFuture<List<Outcome>> waits = submit("waits");
        Thread.currentThread().interrupt();
        try {
            LedgerException left =
                    assertThrows(LedgerException.class, () -> batches.apply(List.of(order("interrupted"))));
            assertEquals(Effect.NONE, left.effect());
        } finally {
            assertTrue(Thread.interrupted(), "his thread stays interrupted");
        }
        assertEquals(List.of(), store.batches, "the interrupt would break off the calls of others");
        assertTrue(apply("next").applied());
        assertTrue(isSold(waits));
        assertEquals(List.of(List.of("waits", "next")), store.batches);
    }

    @Test
    void aThreadThatCannotBeStartedIsAskedForAgainAtTheNextCall() throws Exception {
        CompletableFuture<List<Outcome>> first = submit("first");
        assertFalse(first.isDone());
        runners().starved = false;
        CompletableFuture<List<Outcome>> second = submit("second");
        assertTrue(isSold(first));
        assertTrue(isSold(second));
    }

    @Test
    void aThreadThatCannotBeStartedIsNoEndOfTheLayer() throws Exception {
        CountDownLatch worked = new CountDownLatch(1);
        ScarceRunners few = new ScarceRunners(worked::countDown);
        try {
            assertTrue(calmly(few::start));
            assertTrue(calmly(few::start));
            few.starved = false;
            assertTrue(few.start());
            assertTrue(worked.await(1, TimeUnit.MINUTES));
        } finally {
            few.close();
        }
        assertFalse(few.start());
    }

    @Test
    void whereNoThreadCanBeStartedTheAnswerComesOnTheLeadersThread() throws Exception {
        CompletableFuture<Thread> thread = submit("waits").thenApply(outcomes -> Thread.currentThread());
        assertTrue(apply("leads").applied());
        assertSame(Thread.currentThread(), thread.get(1, TimeUnit.MINUTES));
    }

    @Test
    void aLeaderWhoseThreadFailsTakesHisOwnCallOutOfTheQueue() throws Exception {
        Batches single = batches(BatchLimits.standard().deadline(LONG).rows(4));
        CompletableFuture<List<Outcome>> waits = single.submit(List.of(order("waits")));
        List<String> thrown = new ArrayList<>();
        store.before(ids -> {
            if (thrown.isEmpty()) {
                thrown.addAll(ids);
                throw new StackOverflowError();
            }
        });
        assertThrows(StackOverflowError.class, () -> calmly(() -> single.apply(List.of(order("leads")))));
        assertEquals(List.of("waits"), thrown);
        assertTrue(single.apply(List.of(order("next"))).get(0).applied());
        assertTrue(isSold(waits));
        assertEquals(List.of(List.of("waits"), List.of("waits"), List.of("next")), store.batches);
        single.close();
    }
}
