package io.inventory4j.core.listeners;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that run callbacks: the shop's executor, or threads of the inventory, which start when needed and end
 * when idle. A {@link RepeatedTask} runs on at most one thread, so there are never more threads than listeners and two,
 * and a listener that hangs blocks no other.
 */
public final class CallbackThreads {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackThreads.class);
    private static final long IDLE_SECONDS = 10;

    private final @Nullable Executor given;
    private final Alarm alarm;
    private final DaemonThreads threads;
    private final ThreadPoolExecutor own;
    private final AtomicBoolean rejecting = new AtomicBoolean();

    public CallbackThreads(@Nullable Executor given, Alarm alarm) {
        this.given = given;
        this.alarm = alarm;
        AtomicInteger number = new AtomicInteger();
        threads = new DaemonThreads(() -> "inventory4j-callback-" + number.incrementAndGet());
        own = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    /** Hands a task over; never throws, because its caller has just made a sale. */
    public boolean execute(Runnable task) {
        if (given != null) {
            try {
                given.execute(task);
                rejecting.set(false);
                return true;
            } catch (RuntimeException e) {
                if (rejecting.compareAndSet(false, true)) {
                    LOG.warn(
                            "The callback executor rejects callbacks; they run on threads of the inventory instead", e);
                }
            }
        }
        try {
            own.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("A callback came after close", e);
        } catch (OutOfMemoryError e) {
            LOG.error("No thread can be started for callbacks; they wait for the next change", e);
        }
        return false;
    }

    /** Runs a short task later, which hands what is long to {@link #execute}. */
    void after(Duration delay, Runnable task) {
        alarm.after(delay, task);
    }

    /** Interrupts what still runs on threads of the inventory, and waits for them to end. */
    void close(long deadlineNanos) throws InterruptedException {
        own.shutdownNow();
        if (!threads.join(deadlineNanos)) {
            LOG.warn("{} listeners do not react to an interrupt; their daemon threads are left", own.getActiveCount());
        }
    }

    /** The same, called by a callback: it cannot wait for its own thread, and must not interrupt itself. */
    void closeFromCallback(long deadlineNanos) throws InterruptedException {
        boolean before = Thread.interrupted();
        own.shutdownNow();
        boolean byItself = Thread.interrupted();
        LOG.debug("Closed by a callback on a thread of {}", byItself ? "the inventory" : "the shop");
        try {
            threads.join(deadlineNanos);
        } finally {
            if (before) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
