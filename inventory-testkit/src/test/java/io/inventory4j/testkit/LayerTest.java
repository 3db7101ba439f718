package io.inventory4j.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.history.CallHistory;
import io.inventory4j.testkit.history.HistoryChecker;
import io.inventory4j.testkit.history.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the kit knows of a layer that sends a call again whose answer was lost. */
class LayerTest {
    private static final String LAYER = "inventory.test.layer";
    private static final String TIMEOUT = "inventory.test.layer.timeout";
    private static final StockKey A = StockKey.of("A");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2025-11-11T00:00:00Z"));

    private final @Nullable String layerBefore = System.getProperty(LAYER);
    private final @Nullable String timeoutBefore = System.getProperty(TIMEOUT);

    @AfterEach
    void restore() {
        set(LAYER, layerBefore);
        set(TIMEOUT, timeoutBefore);
    }

    private static void set(String property, @Nullable String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    private static List<String> violations(StockLedger ledger) {
        Conservation watched = Conservation.of(ledger);
        sellOne(watched);
        return watched.violations();
    }

    private static Verdict.Finding finding(StockLedger ledger) {
        CallHistory history = CallHistory.of(ledger, CLOCK);
        sellOne(history);
        return new HistoryChecker().check(history).finding();
    }

    private static void sellOne(StockLedger watched) {
        ReservationId id = ReservationId.of("o");
        watched.apply(List.of(Move.of("po", "receive", new Posting(A, Bucket.OUTSIDE, Bucket.AVAILABLE, 5))));
        watched.apply(List.of(new Reserve(id, List.of(ReserveLine.of(A, 1)), List.of(), Duration.ofHours(1), null)));
        watched.apply(List.of(Settle.all(id, Transition.CONFIRM)));
    }

    @Test
    void whatOnlyARepeatHasAcknowledgedThroughALayerIsNoViolation() {
        set(LAYER, RepeatingLayer.class.getName());
        assertEquals(List.of(), violations(Layer.over(new RepeatingLayer.Mute(CLOCK), CLOCK)));
        assertEquals(Verdict.Finding.LINEARIZABLE, finding(Layer.over(new RepeatingLayer.Mute(CLOCK), CLOCK)));
    }

    @Test
    void withoutALayerNothingIsAppliedThatNobodyHasHeardOf() {
        set(LAYER, null);
        assertNotEquals(List.of(), violations(RepeatingLayer.over(new RepeatingLayer.Mute(CLOCK))));
        assertEquals(Verdict.Finding.NOT_LINEARIZABLE, finding(RepeatingLayer.over(new RepeatingLayer.Mute(CLOCK))));
    }

    @Test
    void aLayerHasATimeLimitOfItsOwn() {
        Duration store = Duration.ofSeconds(3);
        set(TIMEOUT, null);
        assertSame(store, Layer.timeout(store));
        set(TIMEOUT, "PT10S");
        assertEquals(Duration.ofSeconds(10), Layer.timeout(store));
    }

    private static Reserve order(String id) {
        List<ReserveLine> lines = List.of(ReserveLine.of(A, 1));
        return new Reserve(ReservationId.of(id), lines, List.of(), Duration.ofHours(1), null);
    }

    private static Layer.Visit visit(StockLedger ledger, Command command) {
        Layer.noteVisits();
        try {
            ledger.apply(List.of(command));
            return Objects.requireNonNull(Layer.visit());
        } finally {
            Layer.forgetVisits();
        }
    }

    @Test
    void layersAreStackedFromTheStoreOutwards() {
        set(LAYER, RepeatingLayer.class.getName() + ", " + RefusingLayer.class.getName());
        StockLedger store = new RepeatingLayer.Mute(CLOCK);
        try (StockLedger layered = Layer.over(store, CLOCK)) {
            assertTrue(Layer.refusesInMemory());
            assertSame(store, RefusingLayer.last().store);
            assertEquals(Layer.BOUND, RefusingLayer.last().bound);
            Outcome received = layered.apply(
                            List.of(Move.of("po", "receive", new Posting(A, Bucket.OUTSIDE, Bucket.AVAILABLE, 5))))
                    .get(0);
            assertTrue(received instanceof Outcome.Applied applied && applied.replayed(), "the one below repeats");
        }
    }

    @Test
    void aLayerThatOnlyPassesOnDoesNotRefuseInMemory() {
        set(LAYER, RepeatingLayer.class.getName());
        assertFalse(Layer.refusesInMemory());
        Layer.noteVisits();
        Layer.over(new MapLedger(CLOCK), CLOCK).apply(List.of(order("o")));
        assertNull(Layer.visit());
        Layer.forgetVisits();
    }

    @Test
    void whatALayerHasNotPassedOnIsOfMemory() {
        set(LAYER, RefusingLayer.class.getName());
        StockLedger layered = Layer.over(new MapLedger(CLOCK), CLOCK);
        assertTrue(visit(layered, order("o")).inMemory());
        assertFalse(visit(layered, Settle.all(ReservationId.of("o"), Transition.CONFIRM))
                .inMemory());
        layered.apply(List.of(order("not noted")));
        assertNull(Layer.visit());
    }

    @Test
    void whatWasSoBeforeIsTooOldForTheNextCallUnlessItsHistoryIsChecked() {
        set(LAYER, RefusingLayer.class.getName());
        StockLedger layered = Layer.over(new MapLedger(CLOCK), CLOCK);
        layered.apply(List.of(order("1")));
        layered.apply(List.of(order("2")));
        long noted = visit(layered, order("3")).nanos();
        List<Long> times = RefusingLayer.last().times;
        assertEquals(Layer.BOUND.plus(Layer.TRIP).toNanos(), times.get(1) - times.get(0));
        assertEquals(Layer.BOUND.toNanos(), noted - times.get(1), "alone");
    }

    @Test
    void aHistoryThatIsCheckedTakesAFalseRefusalForWhatItIs() {
        set(LAYER, RefusingLayer.class.getName());
        assertEquals(Verdict.Finding.NOT_LINEARIZABLE, finding(Layer.over(new MapLedger(CLOCK), CLOCK)));
    }

    @Test
    void aLayerThatIsNoneIsSaid() {
        set(LAYER, "java.lang.String");
        StockLedger store = new MapLedger(InstantSource.system());
        assertThrows(IllegalStateException.class, () -> Layer.over(store, CLOCK));
    }
}
