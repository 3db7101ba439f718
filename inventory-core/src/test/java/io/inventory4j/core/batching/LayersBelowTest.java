package io.inventory4j.core.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.inventory4j.core.gate.SoldOutGate;
import io.inventory4j.core.listeners.Alarm;
import io.inventory4j.core.listeners.Audience;
import io.inventory4j.core.listeners.CallbackThreads;
import io.inventory4j.core.listeners.Feed;
import io.inventory4j.core.listeners.PublishingLedger;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.MapLedger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How callers travel depends on the store, whatever layers are over it. */
class LayersBelowTest {
    /** Every layer that there may be between a store and its batches. */
    @SuppressWarnings("ImmutableEnumChecker") // What makes a layer has no state of its own.
    private enum Between {
        NOTHING(store -> store),
        PUBLISHING(Between::publishing),
        GATE(Between::gate),
        WAY_BESIDE_A_GATE(store -> gate(store).beside(store)),
        BATCHING(Batching::over),
        A_SHOPS_OWN(store -> new ForwardingLedger(store) {}),
        SEVERAL(store -> Batching.over(gate(publishing(new ForwardingLedger(store) {}))));

        private final UnaryOperator<StockLedger> layer;

        Between(UnaryOperator<StockLedger> layer) {
            this.layer = layer;
        }

        private static StockLedger publishing(StockLedger store) {
            InstantSource clock = InstantSource.system();
            Feed feed = Feed.of(store);
            CallbackThreads threads = new CallbackThreads(Runnable::run, Alarm.SYSTEM);
            Audience nobody = new Audience(store, feed, threads, clock, Duration.ZERO);
            return new PublishingLedger(store, nobody, feed.announced(), clock);
        }

        private static SoldOutGate gate(StockLedger store) {
            return SoldOutGate.over(store, store, SoldOutGate.MAX_BOUND, System::nanoTime, Runnable::run);
        }
    }

    private static void assertTogether(boolean together, StockLedger store, Between between) {
        StockLedger below = between.layer.apply(store);
        assertSame(store, ForwardingLedger.storeBelow(below));
        try (Batching batching = Batching.over(below)) {
            assertEquals(together, batching.goesTogether());
        }
    }

    @ParameterizedTest
    @EnumSource
    void allGoTogetherOverAStoreThatKeepsRowsLocked(Between between) {
        assertTogether(true, new MapLedger(InstantSource.system()), between);
    }

    @ParameterizedTest
    @EnumSource
    void halvesGoOverAStoreThatDoesNot(Between between) {
        assertTogether(false, InMemoryLedger.create(), between);
    }
}
