package io.inventory4j.servers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits for a condition by checking it again and again. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = 2_000_000;

    /** What must become true. */
    @FunctionalInterface
    public interface Condition<E extends Exception> {
        /** Whether it is true now; a {@link ServerFailure} means not yet. */
        boolean holds() throws E;
    }

    private Eventually() {}

    /** Returns once the condition is true; fails if it is not within a minute. */
    public static <E extends Exception> void is(String what, Condition<E> condition) throws E {
        long begin = System.nanoTime();
        @Nullable ServerFailure last = null;
        while (true) {
            try {
                if (condition.holds()) {
                    return;
                }
                last = null;
            } catch (ServerFailure e) {
                last = e;
            }
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new AssertionError("not within " + PATIENCE + ": " + what, last);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
