package io.inventory4j.testkit.limit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a test on a thread of its own, which is given up if the test does not go on: a ledger that hangs need not react
 * to interrupts. Stateless, thread-safe.
 */
public final class Limited {
    /** The system property that says how many seconds a test may take. */
    public static final String PROPERTY = "inventory.test.limit";

    private static final long DEFAULT_SECONDS = 120;
    private static final long MOST_SECONDS = 86_400;

    /** How long an interrupted test has to end, before what is after it begins. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** When the test last went on; the threads that a test starts have that of the test. */
    static final class Watch {
        private final LongSupplier nanoTime;
        private volatile long since;

        Watch(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
            goOn();
        }

        private void goOn() {
            since = nanoTime.getAsLong();
        }

        /** The nanoseconds that are left; 0 or less once the time is over. */
        long left(Duration limit) {
            return limit.toNanos() - (nanoTime.getAsLong() - since);
        }
    }

    private static final InheritableThreadLocal<@Nullable Watch> WATCH = new InheritableThreadLocal<>();

    private Limited() {}

    /** A test that did not end. */
    public static final class Hung extends AssertionError {
        private static final long serialVersionUID = 1;

        private Hung(String message) {
            super(message);
        }
    }

    /**
     * The limit.
     *
     * @param value what the property says; null or blank for the default
     * @return 1 s to one day
     * @throws IllegalArgumentException if the value is something else
     */
    public static Duration limit(@Nullable String value) {
        String text = value == null ? "" : value.trim();
        long seconds;
        try {
            seconds = text.isEmpty() ? DEFAULT_SECONDS : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(PROPERTY + " is '" + text + "'; it must be a whole number", e);
        }
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw new IllegalArgumentException(PROPERTY + " is " + seconds + "; it must be 1 to " + MOST_SECONDS);
        }
        return Duration.ofSeconds(seconds);
    }

    /** Says that the calling thread's test goes on: its time begins anew. Call it for each round of a long test. */
    public static void goOn() {
        Watch watch = WATCH.get();
        if (watch != null) {
            watch.goOn();
        }
    }

    /**
     * Runs a test.
     *
     * @param <T> what it returns
     * @param name its name
     * @param limit how long it may take, from its begin or the last {@link #goOn}
     * @param test what to run
     * @return what it returned
     * @throws Hung with the stacks of all threads that are in the ledger or the kit, if it did not end
     * @throws Throwable what the test threw
     */
    @SuppressWarnings("IllegalThrows") // a test may throw anything
    public static <T extends @Nullable Object> T run(String name, Duration limit, Callable<T> test) throws Throwable {
        return run(name, limit, new Watch(System::nanoTime), test);
    }

    @SuppressWarnings("IllegalThrows")
    static <T extends @Nullable Object> T run(String name, Duration limit, Watch watch, Callable<T> test)
            throws Throwable {
        FutureTask<T> running = new FutureTask<>(() -> {
            WATCH.set(watch);
            return test.call();
        });
        Thread thread = new Thread(running, name);
        // A test that hangs for good must not keep the test run alive.
        thread.setDaemon(true);
        thread.start();
        try {
            return await(running, watch, limit, thread);
        } catch (ExecutionException e) {
            throw e.getCause();
        } catch (TimeoutException e) {
            String stacks = Stacks.all(thread);
            thread.interrupt();
            thread.join(GRACE.toMillis());
            throw new Hung(name + " did not end or go on for " + limit.toSeconds() + " s (-D" + PROPERTY
                    + " changes that). It, and what else is in the ledger or the kit:" + stacks);
        }
    }

    private static <T extends @Nullable Object> T await(
            FutureTask<T> running, Watch watch, Duration limit, Thread thread)
            throws ExecutionException, TimeoutException {
        boolean interrupted = false;
        try {
            long left = watch.left(limit);
            while (left > 0) {
                try {
                    return running.get(left, TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                    thread.interrupt();
                } catch (TimeoutException e) {
                    // It may have gone on meanwhile.
                    left = watch.left(limit);
                }
            }
            throw new TimeoutException();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
