package io.inventory4j.core.listeners;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A factory of named daemon threads that can wait for their end. An executor reports that it is terminated while its
 * last thread is still ending; after {@link #join} no thread is left.
 */
public final class DaemonThreads implements ThreadFactory {
    private final Supplier<String> names;
    private final Set<Thread> made = ConcurrentHashMap.newKeySet();

    public DaemonThreads(Supplier<String> names) {
        this.names = names;
    }

    @Override
    public Thread newThread(Runnable task) {
        made.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        Thread thread = new Thread(task, names.get());
        thread.setDaemon(true);
        made.add(thread);
        return thread;
    }

    /** Waits for all threads but the caller's own to end; false if the time was up first. */
    public boolean join(long deadlineNanos) throws InterruptedException {
        for (Thread thread : made) {
            if (thread == Thread.currentThread()) {
                continue;
            }
            // At least a millisecond, because join(0) waits for ever.
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1_000_000, deadlineNanos - System.nanoTime()));
            if (thread.isAlive()) {
                return false;
            }
        }
        return true;
    }
}
