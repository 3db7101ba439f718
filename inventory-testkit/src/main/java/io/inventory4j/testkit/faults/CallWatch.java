package io.inventory4j.testkit.faults;

import io.inventory4j.LedgerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the calls of one fault run end: whether they fail, when, and how long they take (I4). Only calls that begin within
 * 5 s of healing may still fail. Thread-safe.
 */
final class CallWatch {
    /** I4: how long calls may still fail after healing. */
    static final Duration RETURN_WITHIN = Duration.ofSeconds(5);

    /** How much longer than its time limit a call may take on a busy machine. */
    static final Duration SLACK = Duration.ofSeconds(5);

    private static final long PAUSE_NANOS = 20_000_000;

    private final @Nullable Duration timeout;
    private final Map<Thread, Long> underWay = new ConcurrentHashMap<>();
    private final List<String> violations = new ArrayList<>();
    private long failures;
    private @Nullable Long healed;
    private @Nullable LedgerException lastFailure;

    /** For calls that take at most a time; null if that is not known. */
    CallWatch(@Nullable Duration timeout) {
        this.timeout = timeout;
    }

    /** Makes a call and notes how it ends. */
    <T> T call(Supplier<T> call) {
        long began = System.nanoTime();
        underWay.put(Thread.currentThread(), began);
        try {
            return call.get();
        } catch (LedgerException e) {
            failed(began, e);
            throw e;
        } finally {
            underWay.remove(Thread.currentThread());
            ended(began);
        }
    }

    /** Repeats a call that fails until it is answered, as long as calls may fail after healing. */
    <T> T repeat(Supplier<T> call) {
        while (true) {
            boolean mayFail = mayFailYet();
            boolean mustAnswer = mustAnswer();
            try {
                return call.get();
            } catch (LedgerException e) {
                if (mustAnswer) {
                    throw new AssertionError(
                            "I4: calls still fail " + RETURN_WITHIN.toMillis() + " ms after healing: " + e, e);
                }
                if (!mayFail) {
                    throw e;
                }
                pause();
            }
        }
    }

    static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    private synchronized boolean mayFailYet() {
        return healed != null && within(System.nanoTime(), healed);
    }

    private static boolean within(long time, long healed) {
        return time - healed <= RETURN_WITHIN.toNanos();
    }

    private synchronized void failed(long began, LedgerException failure) {
        failures++;
        lastFailure = failure;
        if (healed != null && !within(began, healed)) {
            wrong("I4: a call failed that began "
                    + Duration.ofNanos(began - healed).toMillis() + " ms after healing: " + failure);
        }
        notifyAll();
    }

    private synchronized void ended(long began) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        if (timeout != null && took.compareTo(timeout.plus(SLACK)) > 0) {
            wrong("I4: a call took " + took.toMillis() + " ms; timeout() is " + timeout.toMillis() + " ms");
        }
        notifyAll();
    }

    private void wrong(String violation) {
        if (violations.size() < 5) {
            violations.add(violation);
        }
    }

    /** From now on anything may go wrong. */
    synchronized void disturbed() {
        healed = null;
    }

    /** Everything is well again. */
    synchronized void healed() {
        healed = System.nanoTime();
    }

    /** Whether every call that begins now has to be answered. */
    synchronized boolean mustAnswer() {
        return healed != null && !within(System.nanoTime(), healed);
    }

    synchronized long failures() {
        return failures;
    }

    synchronized @Nullable LedgerException lastFailure() {
        return lastFailure;
    }

    /** Waits until so many calls have failed, or calls that began now have run out of time. */
    synchronized void awaitFailures(long enough) throws InterruptedException {
        long limit = System.nanoTime() + (timeout == null ? 0 : timeout.toNanos());
        while (failures < enough && System.nanoTime() < limit) {
            wait(10);
        }
    }

    /** How long it may take after healing until a call is answered. */
    Duration patience() {
        return RETURN_WITHIN.plus(SLACK).plus(timeout == null ? Duration.ZERO : timeout);
    }

    synchronized void check() {
        if (!violations.isEmpty()) {
            throw new AssertionError(String.join("\n", violations));
        }
    }

    /**
     * Waits until no call is under way that was so when this one began, and one has failed or the time limit of calls
     * has passed.
     *
     * @param failuresBefore how many calls had failed when something went wrong
     * @throws AssertionError if a call does not end in time
     */
    synchronized void awaitTimeouts(long failuresBefore) throws InterruptedException {
        long began = System.nanoTime();
        long limit = timeout == null ? 0 : timeout.toNanos();
        while (true) {
            long passed = System.nanoTime() - began;
            boolean over = underWay.values().stream().noneMatch(start -> start <= began);
            if (over && (failures > failuresBefore || passed > limit)) {
                return;
            }
            if (passed > limit + SLACK.toNanos()) {
                throw new AssertionError("I4: a call whose message was held up has not ended after "
                        + Duration.ofNanos(passed).toMillis() + " ms; timeout() is "
                        + Duration.ofNanos(limit).toMillis()
                        + " ms");
            }
            wait(10);
        }
    }
}
