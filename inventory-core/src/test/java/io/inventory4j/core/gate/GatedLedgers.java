package io.inventory4j.core.gate;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.MapLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A gate for the suites of the kit that make one call at a time. */
final class GatedLedgers {
    private static final Duration BOUND = Duration.ofMillis(100);

    private GatedLedgers() {}

    /** Over a store whose feed tells of a change before anybody can read it. */
    static StockLedger map(InstantSource clock) {
        return gate(new PromptStore(new MapLedger(clock)), clock);
    }

    private static SoldOutGate gate(StockLedger store, InstantSource clock) {
        // The clock may be one that a test turns: then the same time passes at the store and here.
        return SoldOutGate.over(store, store, BOUND, () -> nanos(clock.instant()), Runnable::run);
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }
}
