package io.inventory4j.benchmarks.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Callers in a closed loop: each calls again as soon as it has its answer, until the time is up or enough orders are
 * sold. Latencies are those of the calls that were made. They are not corrected for calls that an open loop would have
 * made meanwhile (coordinated omission): a slow subject is called less often.
 */
public final class Crowd {
    private static final long PATIENCE_SECONDS = 120;

    /** One call. */
    public interface Call {
        /** Makes the call and returns how many orders it sold. */
        int make(int caller, int number) throws Exception;
    }

    /** One call that does not wait. */
    public interface AsyncCall {
        /** Starts the call; it gives how many orders it sold. */
        CompletionStage<Integer> start(int number);
    }

    /** What one caller did, in nanoseconds of one clock. */
    private record Done(long sold, long began, long ended) {}

    /** So many callers have a histogram each, which takes some 100 kB; more of them share as many. */
    private static final int HISTOGRAMS = 512;

    private Crowd() {}

    /**
     * Sells about {@code mostOrders} at most, so that a quick subject is not measured with more stored rows than a slow
     * one.
     */
    public static Measured run(int callers, long millis, long mostOrders, Call call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            return run(threads, callers, millis, mostOrders, call);
        } finally {
            threads.shutdown();
        }
    }

    /** The same on threads of the caller's choice, which must be one for each caller. */
    public static Measured run(ExecutorService threads, int callers, long millis, long mostOrders, Call call)
            throws Exception {
        CyclicBarrier start = new CyclicBarrier(callers);
        Histogram[] nanos = histograms(callers);
        List<Callable<Done>> tasks = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            int caller = i;
            tasks.add(() -> {
                // The start of the threads does not count.
                start.await();
                return loop(caller, millis, Math.max(1, mostOrders / callers), call, nanos[caller % nanos.length]);
            });
        }
        Histogram all = new Histogram(3);
        long sold = 0;
        long began = Long.MAX_VALUE;
        long ended = Long.MIN_VALUE;
        for (Future<Done> future : threads.invokeAll(tasks)) {
            Done done = future.get();
            sold += done.sold();
            began = Math.min(began, done.began());
            ended = Math.max(ended, done.ended());
        }
        for (Histogram one : nanos) {
            all.add(one);
        }
        return Measured.of(sold, (ended - began) / 1e9, all);
    }

    private static Histogram[] histograms(int callers) {
        Histogram[] histograms = new Histogram[Math.min(callers, HISTOGRAMS)];
        Arrays.setAll(histograms, i -> callers > HISTOGRAMS ? new ConcurrentHistogram(3) : new Histogram(3));
        return histograms;
    }

    private static Done loop(int caller, long millis, long most, Call call, Histogram nanos) throws Exception {
        long first = System.nanoTime();
        long end = first + TimeUnit.MILLISECONDS.toNanos(millis);
        long sold = 0;
        long now = first;
        for (int i = 0; sold < most && now < end; i++) {
            sold += call.make(caller, i);
            long after = System.nanoTime();
            nanos.recordValue(after - now);
            now = after;
        }
        return new Done(sold, first, now);
    }

    /** One caller that has so many calls in flight, and starts the next one when one is answered. */
    public static Measured async(int inFlight, long millis, long mostOrders, AsyncCall call) throws Exception {
        Semaphore free = new Semaphore(inFlight);
        Histogram nanos = new ConcurrentHistogram(3);
        AtomicLong sold = new AtomicLong();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        long began = System.nanoTime();
        long end = began + TimeUnit.MILLISECONDS.toNanos(millis);
        for (int i = 0; i < mostOrders && System.nanoTime() < end && failure.get() == null; i++) {
            free.acquire();
            long sent = System.nanoTime();
            call.start(i).whenComplete((orders, thrown) -> {
                nanos.recordValue(System.nanoTime() - sent);
                if (thrown == null) {
                    sold.addAndGet(orders);
                } else {
                    failure.compareAndSet(null, thrown);
                }
                free.release();
            });
        }
        boolean all = free.tryAcquire(inFlight, PATIENCE_SECONDS, TimeUnit.SECONDS);
        double seconds = (System.nanoTime() - began) / 1e9;
        Throwable thrown = failure.get();
        if (thrown != null || !all) {
            throw new IllegalStateException("a call failed, or had no answer for " + PATIENCE_SECONDS + " s", thrown);
        }
        return Measured.of(sold.get(), seconds, nanos);
    }
}
