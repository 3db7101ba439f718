package io.inventory4j.core.batching;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The daemon threads that lead where no caller waits. They start when needed and end when idle. At most one has been
 * asked for and has not begun; further ones begin while others are busy with the futures that they complete.
 */
class Runners {
    private static final long IDLE_SECONDS = 10;

    private final class Runner extends Thread {
        Runner(Runnable task, String name) {
            super(task, name);
        }

        boolean of(Runners others) {
            return others == Runners.this;
        }
    }

    private final Runnable work;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicInteger number = new AtomicInteger();
    private final ThreadPoolExecutor threads;

    Runners(Runnable work) {
        this.work = work;
        threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
    }

    /** A thread that has not begun; tests give one that cannot. */
    Thread thread(Runnable task) {
        Thread thread = new Runner(task, "inventory4j-batches-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    final boolean isOne(Thread thread) {
        return thread instanceof Runner runner && runner.of(this);
    }

    /** Has one begin; false after close. */
    final boolean start() {
        if (asked.compareAndSet(false, true)) {
            try {
                threads.execute(this::begin);
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                // Whoever comes next asks again.
                asked.set(false);
            }
        }
        return !isClosed();
    }

    final boolean isClosed() {
        return threads.isShutdown();
    }

    /** Runs a task on one of the threads; after close, and where none can be started, on the caller's. */
    final void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            task.run();
        }
    }

    private void begin() {
        // Before it looks for work: who asks from now on gets another one.
        asked.set(false);
        work.run();
    }

    final void close() {
        threads.shutdown();
    }
}
