package io.inventory4j.servers.redis;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Waits for what must come to be, by asking. A question that fails counts as no. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = 5_000_000;

    private Eventually() {}

    /** Returns once it is true; fails if it is not in a minute. */
    public static void is(String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        @Nullable RuntimeException last = null;
        while (true) {
            try {
                if (condition.getAsBoolean()) {
                    return;
                }
                last = null;
            } catch (RespConnection.Failure e) {
                last = e;
            }
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IllegalStateException("not in " + PATIENCE + ": " + what, last);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
