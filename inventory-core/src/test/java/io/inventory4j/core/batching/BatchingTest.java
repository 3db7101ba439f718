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
import io.inventory4j.Reason;
import io.inventory4j.core.batching.Crowd.Buyer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How callers travel together, and what each of them is told. */
@Timeout(120)
class BatchingTest {
    private static final BatchLimits LIMITS = BatchLimits.standard().deadline(Duration.ofMinutes(1));
    private static final Duration SHORT = Duration.ofMillis(50);

    private final HeldStore store = new HeldStore(1_000_000);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        store.letAllGo();
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    private Crowd crowd(BatchLimits limits) {
        Batching ledger = Batching.over(store, limits);
        opened.add(ledger);
        Crowd crowd = new Crowd(ledger);
        opened.add(0, crowd);
        return crowd;
    }

    /** A crowd of whom two are under way, so that all who come now wait for a turn. */
    private Crowd busyCrowd(BatchLimits limits) {
        Crowd crowd = crowd(limits);
        store.hold();
        crowd.comes(order("under way 1"));
        crowd.comes(order("under way 2"));
        store.awaitCalls(2);
        return crowd;
    }

    private static LedgerException unknown() {
        return new LedgerException(Effect.UNKNOWN, "the answer is lost", null);
    }

    private static LedgerException none() {
        return new LedgerException(Effect.NONE, "not sent", null);
    }

    /** Throws the first time that a batch has this id. */
    private static Consumer<List<String>> once(String id, RuntimeException failure) {
        List<String> seen = new ArrayList<>();
        return ids -> {
            if (ids.contains(id) && seen.isEmpty()) {
                seen.add(id);
                throw failure;
            }
        };
    }

    private static Consumer<List<String>> always(String id, RuntimeException failure) {
        return ids -> {
            if (ids.contains(id)) {
                throw failure;
            }
        };
    }

    private static void assertSold(String id, Outcome outcome) {
        Outcome.Applied applied = (Outcome.Applied) outcome;
        assertEquals(id, Objects.requireNonNull(applied.reservation()).id().value());
    }

    private int timesSent(String id) {
        return (int) store.batches.stream().filter(ids -> ids.contains(id)).count();
    }

    // ---- who travels with whom

    @Test
    void aLoneCallerGoesAtOnceOnHisOwnThread() throws Exception {
        Buyer buyer = crowd(LIMITS).comes(order("a"));
        assertSold("a", buyer.outcome());
        assertEquals(List.of(buyer.thread()), store.threads);
    }

    @Test
    void whoComesWhileTwoAreUnderWayTravelsTogetherInTheOrderOfArrival() throws Exception {
        Crowd crowd = busyCrowd(LIMITS);
        List<Buyer> buyers = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add("order " + i);
            buyers.add(crowd.waits(order("order " + i)));
        }
        store.letOneGo();
        store.awaitCalls(1);
        assertEquals(ids, store.batches.get(2));
        store.letAllGo();
        for (int i = 0; i < 20; i++) {
            assertSold("order " + i, buyers.get(i).outcome());
        }
    }

    @Test
    void noMoreThanTwoBatchesAreUnderWay() {
        Crowd crowd = busyCrowd(LIMITS);
        for (int i = 0; i < 5; i++) {
            crowd.waits(order("order " + i));
        }
        assertEquals(2, store.batches.size());
    }

    @Test
    void rule_10_3_aBatchTouchesABoundedNumberOfRows() {
        // An order of one line touches four rows.
        Crowd crowd = busyCrowd(LIMITS.rows(12));
        for (int i = 0; i < 7; i++) {
            crowd.waits(order("order " + i));
        }
        store.letAllGo();
        store.awaitCalls(3);
        assertEquals(
                List.of(3, 3, 1),
                store.batches.subList(2, 5).stream().map(List::size).toList());
    }

    @Test
    void aCallOfManyCommandsIsNeverDividedNorMixed() throws Exception {
        Crowd crowd = busyCrowd(LIMITS.rows(8));
        crowd.waits(order("before"));
        Buyer many = crowd.waits(order("a"), order("b"), order("c"), order("d"));
        crowd.waits(order("after"));
        store.letAllGo();
        assertEquals(4, many.answer().get(1, TimeUnit.MINUTES).size());
        assertTrue(store.batches.contains(List.of("a", "b", "c", "d")), store.batches::toString);
    }

    // ---- who waits for too long, or leaves

    @Test
    void whoComesWhenTooManyWaitIsRefusedAtOnceWithoutAnyEffect() throws Exception {
        Crowd crowd = busyCrowd(LIMITS.waiting(2));
        crowd.waits(order("a"));
        crowd.waits(order("b"));
        assertEquals(
                Effect.NONE,
                crowd.comes(order("c")).failure(LedgerException.class).effect());
        store.letAllGo();
        assertEquals(0, timesSent("c"));
    }

    @Test
    void whoGetsNoTurnWithinTheDeadlineHasDoneNothing() throws Exception {
        Crowd crowd = busyCrowd(LIMITS.deadline(SHORT));
        Buyer late = crowd.comes(order("late"));
        assertEquals(Effect.NONE, late.failure(LedgerException.class).effect());
        store.letAllGo();
        assertSold("next", crowd.comes(order("next")).outcome());
        assertEquals(0, timesSent("late"));
    }

    @Test
    void whoIsUnderWayInABatchOfOthersLeavesAtTheDeadlineWithoutKnowing() throws Exception {
        Crowd crowd = busyCrowd(LIMITS.deadline(Duration.ofSeconds(2)));
        crowd.waits(order("leads"));
        Buyer travels = crowd.waits(order("travels"));
        store.letOneGo();
        store.awaitCalls(1);
        assertEquals(List.of("leads", "travels"), store.batches.get(2));
        assertEquals(Effect.UNKNOWN, travels.failure(LedgerException.class).effect());
    }

    @Test
    void anInterruptedCallerWhoWaitsLeavesAtOnceAndHasDoneNothing() throws Exception {
        Crowd crowd = busyCrowd(LIMITS);
        Buyer first = crowd.waits(order("interrupted"));
        Buyer second = crowd.waits(order("stays"));
        first.thread().interrupt();
        assertEquals(Effect.NONE, first.failure(LedgerException.class).effect());
        store.letAllGo();
        assertSold("stays", second.outcome());
        assertEquals(0, timesSent("interrupted"));
    }

    @Test
    void anInterruptedCallerWhoseCommandIsUnderWayLeavesAtOnceWithoutKnowing() throws Exception {
        Crowd crowd = busyCrowd(LIMITS);
        crowd.waits(order("leads"));
        Buyer travels = crowd.waits(order("travels"));
        store.letOneGo();
        store.awaitCalls(1);
        travels.thread().interrupt();
        assertEquals(Effect.UNKNOWN, travels.failure(LedgerException.class).effect());
    }

    @Test
    void theThreadOfAnInterruptedCallerStaysInterrupted() throws Exception {
        Batching ledger = Batching.over(store, LIMITS);
        opened.add(ledger);
        Crowd crowd = new Crowd(ledger);
        store.hold();
        crowd.comes(order("under way 1"));
        crowd.comes(order("under way 2"));
        store.awaitCalls(2);
        Thread.currentThread().interrupt();
        try {
            LedgerException left = assertThrows(LedgerException.class, () -> ledger.apply(List.of(order("a"))));
            assertEquals(Effect.NONE, left.effect());
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    // ---- what a caller is told when the store fails

    @Test
    void afterALostAnswerEachCallerLearnsWhatBecameOfHisOwnCommand() throws Exception {
        Crowd crowd = busyCrowd(LIMITS);
        Buyer a = crowd.waits(order("a"));
        Buyer b = crowd.waits(order("b"));
        store.after(once("a", unknown()));
        store.letAllGo();
        assertTrue(((Outcome.Applied) a.outcome()).replayed());
        assertTrue(((Outcome.Applied) b.outcome()).replayed());
        assertSold("b", b.outcome());
    }

    @Test
    void afterALostCallEachCommandIsAppliedOnce() throws Exception {
        Crowd crowd = busyCrowd(LIMITS);
        Buyer a = crowd.waits(order("a"));
        Buyer b = crowd.waits(order("b"));
        store.before(once("a", unknown()));
        store.letAllGo();
        assertFalse(((Outcome.Applied) a.outcome()).replayed());
        assertFalse(((Outcome.Applied) b.outcome()).replayed());
    }

    @Test
    void aLoneCallerLearnsItToo() throws Exception {
        store.after(once("a", unknown()));
        assertTrue(((Outcome.Applied) crowd(LIMITS).comes(order("a")).outcome()).replayed());
    }

    @Test
    void aStoreThatStaysAwayIsAskedUntilTheDeadline() throws Exception {
        store.before(always("a", unknown()));
        Buyer buyer = crowd(LIMITS.deadline(SHORT)).comes(order("a"));
        assertEquals(Effect.UNKNOWN, buyer.failure(LedgerException.class).effect());
        assertTrue(timesSent("a") > 1, "it was sent again");
    }

    @Test
    void whatIsInDoubtStaysInDoubtWhereTheStoreCannotEvenBeAsked() throws Exception {
        List<String> sent = new ArrayList<>();
        store.before(ids -> {
            sent.addAll(ids);
            throw sent.size() == 1 ? unknown() : none();
        });
        Buyer buyer = crowd(LIMITS.deadline(SHORT)).comes(order("a"));
        assertEquals(Effect.UNKNOWN, buyer.failure(LedgerException.class).effect());
    }

    @Test
    void rule_10_2_aRefusalAfterALostCallIsNotFinal() throws Exception {
        HeldStore empty = new HeldStore(1);
        try (Batching ledger = Batching.over(empty, LIMITS)) {
            ledger.apply(List.of(order("the last unit")));
            empty.before(once("a", unknown()));
            LedgerException failure = assertThrows(LedgerException.class, () -> ledger.apply(List.of(order("a"))));
            assertEquals(Effect.UNKNOWN, failure.effect());
            Outcome.Refused refused =
                    (Outcome.Refused) ledger.apply(List.of(order("a"))).get(0);
            assertEquals(Reason.OUT_OF_STOCK, refused.refusal().reason());
        }
    }

    @Test
    void oneBadCommandNeverFailsItsNeighbours() throws Exception {
        for (RuntimeException bad : List.of(none(), unknown(), new IllegalArgumentException("bad"))) {
            String name = bad.getClass().getSimpleName() + bad.getMessage();
            HeldStore here = new HeldStore(10);
            try (Batching ledger = Batching.over(here, LIMITS.deadline(Duration.ofSeconds(3)));
                    Crowd crowd = new Crowd(ledger)) {
                here.hold();
                crowd.comes(order("under way 1"));
                crowd.comes(order("under way 2"));
                here.awaitCalls(2);
                Buyer before = crowd.waits(order("before"));
                Buyer spoils = crowd.waits(order("bad"));
                Buyer after = crowd.waits(order("after"));
                here.before(always("bad", bad));
                here.letAllGo();
                assertSold("before", before.outcome());
                assertSold("after", after.outcome());
                RuntimeException told = spoils.failure(RuntimeException.class);
                assertSame(bad.getClass(), told.getClass(), name);
            }
        }
    }

    @Test
    void aFailureOfTheLeadersThreadIsNotThatOfTheOthers() throws Exception {
        Crowd crowd = busyCrowd(LIMITS);
        Buyer leads = crowd.waits(order("leads"));
        Buyer travels = crowd.waits(order("travels"));
        List<String> thrown = new ArrayList<>();
        store.before(ids -> {
            if (ids.contains("leads") && thrown.isEmpty()) {
                thrown.add("once");
                throw new StackOverflowError();
            }
        });
        store.letAllGo();
        leads.failure(StackOverflowError.class);
        assertSold("travels", travels.outcome());
        assertSold("next", crowd.comes(order("next")).outcome());
    }
}
