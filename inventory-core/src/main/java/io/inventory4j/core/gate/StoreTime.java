package io.inventory4j.core.gate;

import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Between which times the store's clock is, as far as this node can say without asking: from what the last answer said
 * of it, and how much time has run here since. Thread-safe.
 */
final class StoreTime {
    /**
     * How near to the end of its time a charge or window is left to the store. A clock that is set moves by less at a
     * time.
     */
    private static final long MARGIN_SECONDS = 60;

    private static final long STEP_MILLIS = 5;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /**
     * What an answer said.
     *
     * @param second the store's time, in whole seconds
     * @param asked when the store was asked, by the node
     * @param answered when the answer came
     */
    private record Sample(long second, long asked, long answered) {}

    private final LongSupplier nanos;
    private volatile @Nullable Sample sample;

    /** The latest time that the store has passed; a little less, so that threads do not write here all the time. */
    private volatile long passedMillis = Long.MIN_VALUE / 2;

    StoreTime(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void learn(Instant time, long asked, long answered) {
        passed(time);
        Sample known = sample;
        // Once a second is enough, so that threads do not write here all the time.
        if (known == null || answered - known.answered >= SECOND) {
            sample = new Sample(time.getEpochSecond(), asked, answered);
        }
    }

    /** Learns of a time that is over at the store: that of a change, of whatever age. */
    void passed(Instant time) {
        long millis = time.toEpochMilli();
        if (millis - passedMillis >= STEP_MILLIS) {
            passedMillis = millis;
        }
    }

    /** Whether a charge is right now for certain, and was a margin ago (rule 12.1). */
    boolean isRight(Charge charge) {
        return (charge.from() == null || isOver(charge.from())) && (charge.until() == null || isToCome(charge.until()));
    }

    /**
     * Whether a line's window is open now for certain (rule 4.6). It has opened once the store has changed anything
     * later: a crowd comes in the first seconds, so this waits for no margin.
     */
    boolean isOpen(Window window) {
        return (window.opensAt() == null || window.opensAt().toEpochMilli() <= passedMillis)
                && (window.closesAt() == null || isToCome(window.closesAt()));
    }

    private boolean isOver(Instant time) {
        Sample known = sample;
        return known != null
                && time.getEpochSecond()
                        < known.second + (nanos.getAsLong() - known.answered) / SECOND - MARGIN_SECONDS;
    }

    private boolean isToCome(Instant time) {
        Sample known = sample;
        return known != null
                && time.getEpochSecond() > known.second + (nanos.getAsLong() - known.asked) / SECOND + MARGIN_SECONDS;
    }
}
