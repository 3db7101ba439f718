package io.inventory4j.examples.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How fast the day passes: so many times as fast as it did, or as fast as it can be replayed. Time counts from what
 * the sale's clock says when it is asked first, so that a sale that goes on does not wait for what has happened before.
 * Used under the agenda's lock.
 */
final class Tempo {
    /** What passes while the sale waits. */
    interface Passing {
        /** Nanoseconds from some origin. */
        long nanoTime();

        /** Lets at most so much time pass; less if somebody notifies the monitor, which the caller holds. */
        void await(Object monitor, Duration atMost) throws InterruptedException;
    }

    /** The time of this machine. */
    static final Passing REAL = new Passing() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // Whoever waits looks again whether it is time.
        public void await(Object monitor, Duration atMost) throws InterruptedException {
            monitor.wait(Math.max(1, atMost.toMillis()));
        }
    };

    /** As fast as it goes. */
    static final Tempo UNBOUNDED = new Tempo(0, REAL);

    private final int times;
    private final Passing passing;
    private @Nullable Instant begin;
    private long beginNanos;

    /**
     * A tempo.
     *
     * @param times how many times as fast as the day; 0 for as fast as it goes
     * @param passing what passes meanwhile
     */
    Tempo(int times, Passing passing) {
        this.times = times;
        this.passing = passing;
    }

    /** Whether the day takes its time. */
    boolean waits() {
        return times > 0;
    }

    /** How long it is until a time of the sale; not above zero if it has come. */
    Duration until(Instant due, InstantSource clock) {
        if (times == 0) {
            return Duration.ZERO;
        }
        Instant from = begin;
        if (from == null) {
            from = clock.instant();
            begin = from;
            beginNanos = passing.nanoTime();
        }
        return Duration.between(from, due).dividedBy(times).minusNanos(passing.nanoTime() - beginNanos);
    }

    /** Lets some time pass, or less if the monitor is notified. */
    void await(Object monitor, Duration atMost) throws InterruptedException {
        passing.await(monitor, atMost);
    }
}
