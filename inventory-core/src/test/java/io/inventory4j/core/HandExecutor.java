package io.inventory4j.core;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** An executor that runs its tasks when a test says so, on the thread of the test. */
public final class HandExecutor implements Executor {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    public volatile boolean rejects;

    @Override
    public void execute(Runnable task) {
        if (rejects) {
            throw new RejectedExecutionException("full");
        }
        tasks.add(task);
    }

    public int waiting() {
        return tasks.size();
    }

    public void runAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
