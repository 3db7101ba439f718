package io.inventory4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Runs tasks on threads of their own that all start at one moment. Stateless, thread-safe. */
public final class Together {
    /** Only a store that hangs takes so long. */
    private static final int SECONDS = 60;

    private Together() {}

    /**
     * Runs one task on each of a number of threads.
     *
     * @param <T> what a task gives back
     * @param threads how many, 1 or more
     * @param task is given its thread's number, from 0
     * @return the results by the thread's number
     * @throws AssertionError if a task fails, or is still busy after a minute
     */
    public static <T> List<T> run(int threads, IntFunction<T> task) {
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            tasks.add(() -> task.apply(number));
        }
        return run(tasks);
    }

    /**
     * Runs each task on a thread of its own.
     *
     * @param <T> what a task gives back
     * @param tasks one or more
     * @return the results, in the order of the tasks
     * @throws AssertionError if a task fails, or is still busy after a minute
     */
    public static <T> List<T> run(List<Callable<T>> tasks) {
        return run(SECONDS, tasks);
    }

    /**
     * Runs each task on a thread of its own.
     *
     * @param <T> what a task gives back
     * @param seconds how long the slowest may take
     * @param tasks one or more
     * @return the results, in the order of the tasks
     * @throws AssertionError if a task fails, or is still busy then
     */
    public static <T> List<T> run(int seconds, List<Callable<T>> tasks) {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> task : tasks) {
                running.add(threads.submit(() -> {
                    start.await(seconds, TimeUnit.SECONDS);
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get(seconds, TimeUnit.SECONDS));
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError("a thread failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a thread was still busy after " + seconds + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
