package io.inventory4j.testkit;

import io.inventory4j.ledger.command.Command;
import io.inventory4j.testkit.limit.Limited;
import io.inventory4j.testkit.limit.Stacks;
import io.inventory4j.testkit.words.Failures;
import io.inventory4j.testkit.words.Words;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Runs tasks at the same time, each on a thread of its own. Stateless, thread-safe. */
public final class Together {
    /** Only a store that hangs takes so long. */
    private static final int SECONDS = 60;

    /** How often it looks for a deadlock. */
    private static final int LOOKS_PER_SECOND = 10;

    private static final long LOOK_MILLIS = 1_000 / LOOKS_PER_SECOND;

    private Together() {}

    /** A thread that says what it is doing. */
    private static final class Worker extends Thread {
        private volatile Object doing = "";

        Worker(Runnable task, int number) {
            super(task, "together-" + number);
            // A thread that hangs for good must not keep the test run alive.
            setDaemon(true);
        }

        private String said() {
            Object said = doing;
            return said instanceof Command command ? Words.of(command) : said.toString();
        }
    }

    /**
     * Notes what the calling thread is about to do, for the message of a deadlock. Nothing happens on a thread that is
     * not one of those that this class runs.
     *
     * @param what a {@link Command}, or what says it as a text
     */
    public static void doing(Object what) {
        if (Thread.currentThread() instanceof Worker worker) {
            worker.doing = what;
        }
    }

    /**
     * Runs one task on each of a number of threads.
     *
     * @param <T> the type of a task's result
     * @param threads how many, 1 or more
     * @param task is given its thread's number, from 0
     * @return the results by the thread's number
     * @throws AssertionError if a task fails, is deadlocked, or is still busy after a minute
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
     * @param <T> the type of a task's result
     * @param tasks one or more
     * @return the results, in the order of the tasks
     * @throws AssertionError if a task fails, is deadlocked, or is still busy after a minute
     */
    public static <T> List<T> run(List<Callable<T>> tasks) {
        // A shorter limit of the test is one for its threads, too.
        long limit = Limited.limit(System.getProperty(Limited.PROPERTY)).toSeconds();
        return run((int) Math.min(SECONDS, limit), tasks);
    }

    /**
     * Runs each task on a thread of its own.
     *
     * @param <T> the type of a task's result
     * @param seconds how long the slowest may take
     * @param tasks one or more
     * @return the results, in the order of the tasks
     * @throws AssertionError if a task fails, is deadlocked with another, or is still busy then
     */
    public static <T> List<T> run(int seconds, List<Callable<T>> tasks) {
        List<Worker> own = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size(), task -> {
            Worker thread = new Worker(task, own.size());
            own.add(thread);
            return thread;
        });
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
                results.add(await(one, seconds, own));
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AssertionError
                    ? Failures.around("a thread failed: ", e.getCause(), "")
                    : new AssertionError("a thread failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a thread was still busy after " + seconds + " s" + stacks(own), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T await(Future<T> one, int seconds, List<Worker> own)
            throws ExecutionException, InterruptedException, TimeoutException {
        for (int waited = 1; waited < seconds * LOOKS_PER_SECOND; waited++) {
            try {
                return one.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // There is a limit here, so that of the test does not count.
                Limited.goOn();
                failOnDeadlock(own);
            }
        }
        return one.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Finds threads that wait for each other's locks: they wait for ever, so the test fails at once. */
    private static void failOnDeadlock(List<Worker> own) {
        long[] deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
        if (deadlocked == null) {
            return;
        }
        Set<Long> ids = Arrays.stream(deadlocked).boxed().collect(Collectors.toSet());
        List<Worker> stuck;
        synchronized (own) {
            stuck = own.stream().filter(thread -> ids.contains(thread.getId())).toList();
        }
        if (stuck.isEmpty()) {
            return;
        }
        String locks = Arrays.stream(ManagementFactory.getThreadMXBean().getThreadInfo(deadlocked))
                .filter(Objects::nonNull)
                .map(thread -> thread.getThreadName() + " waits for " + thread.getLockName() + ", which "
                        + thread.getLockOwnerName() + " holds")
                .collect(Collectors.joining("; "));
        throw new AssertionError("deadlock: " + locks + stacks(stuck));
    }

    /** What each thread that lives is doing, and where. */
    private static String stacks(List<Worker> threads) {
        StringBuilder text = new StringBuilder();
        for (Worker thread : List.copyOf(threads)) {
            String said = thread.said();
            String name = thread.getName() + (said.isEmpty() ? "" : ": " + said);
            text.append(Stacks.of(name, thread.getStackTrace()));
        }
        return text.toString();
    }
}
