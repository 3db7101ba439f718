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

    StoreTime(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void learn(Instant time, long asked, long answered) {
        Sample known = sample;
        // Once a second is enough, so that threads do not write here all the time.
        if (known == null || answered - known.answered >= SECOND) {
            sample = new Sample(time.getEpochSecond(), asked, answered);
        }
    }

    /** Whether a charge is right now for certain, and was a margin ago (rule 12.1). */
    boolean isRight(Charge charge) {
        return isBetween(charge.from(), MARGIN_SECONDS, charge.until());
    }

    /**
     * Whether a line's window is open now for certain (rule 4.6). Its beginning has no margin: a crowd comes in its
     * first minute.
     */
    boolean isOpen(Window window) {
        return isBetween(window.opensAt(), 0, window.closesAt());
    }

    private boolean isBetween(@Nullable Instant from, long margin, @Nullable Instant until) {
        if (from == null && until == null) {
            return true;
        }
        Sample known = sample;
        if (known == null) {
            return false;
        }
        long now = nanos.getAsLong();
        long earliest = known.second + (now - known.answered) / SECOND - margin;
        long latest = known.second + (now - known.asked) / SECOND + MARGIN_SECONDS;
        return (from == null || from.getEpochSecond() < earliest) && (until == null || until.getEpochSecond() > latest);
    }
}
