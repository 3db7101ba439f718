package io.inventory4j.redis;

import static io.inventory4j.redis.Redis.bytes;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a server's clock shows at a moment of this process, so that a call can say until when it may begin (rule 10.2).
 * Whatever holds up a call on its way, a server that stands still too, it is not carried out after that.
 *
 * <p>A reading is at most as much too late as it took, and so at most the timeout of a call. It is never too early, as
 * long as the server's clock is not set. Thread-safe.
 */
final class ServerClock {
    /** Clocks of different machines drift apart, and are set. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    /**
     * What the clock showed.
     *
     * @param micros the time, in microseconds since 1970
     * @param nanos a moment at which it was not later, on the scale of {@link System#nanoTime()}
     * @param fresh whether it is still good; one that is not is used while another is made
     */
    private record Reading(long micros, long nanos, boolean fresh) {
        boolean isFresh() {
            return fresh && System.nanoTime() - nanos < FRESH.toNanos();
        }

        Reading stale() {
            return new Reading(micros, nanos, false);
        }

        Reading justNow() {
            return new Reading(micros + (System.nanoTime() - nanos) / 1_000, System.nanoTime(), true);
        }
    }

    /** Asks the server once. */
    @FunctionalInterface
    interface Reader {
        /**
         * The server's time in microseconds; null if it answers with an error.
         *
         * @throws LedgerException if it does not answer until a deadline
         */
        @Nullable
        Long read(long deadlineNanos);
    }

    private final Reader reader;
    private final AtomicReference<@Nullable Reading> last = new AtomicReference<>();

    ServerClock(Reader reader) {
        this.reader = reader;
    }

    /**
     * The latest time at which a call may begin, as scripts take it.
     *
     * @param deadlineNanos when its caller gives up
     * @throws LedgerException with NONE if the server does not answer
     */
    byte[] latest(long deadlineNanos) {
        Reading known = last.get();
        if (known == null || (!known.isFresh() && last.compareAndSet(known, known.justNow()))) {
            known = read(known, deadlineNanos);
        }
        return bytes("<" + (known.micros + (deadlineNanos - known.nanos) / 1_000));
    }

    /** A server that does not answer this would not answer the call either, which is not sent. */
    private Reading read(@Nullable Reading known, long deadlineNanos) {
        long before = System.nanoTime();
        try {
            Long micros = reader.read(deadlineNanos);
            if (micros != null) {
                return set(micros, before);
            }
        } catch (LedgerException e) {
            refresh();
            throw new LedgerException(Effect.NONE, "Redis does not tell the time", e);
        }
        refresh();
        if (known == null) {
            throw new LedgerException(Effect.NONE, "Redis does not tell the time", null);
        }
        return known;
    }

    /** Takes a time that a server has told after a moment. */
    Reading set(long micros, long nanos) {
        Reading reading = new Reading(micros, nanos, true);
        last.set(reading);
        return reading;
    }

    /** Reads again for the next call: another server may answer it. */
    void refresh() {
        last.updateAndGet(known -> known == null ? null : known.stale());
    }
}
