package io.inventory4j.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Callers in a closed loop: each calls again as soon as it has its answer, until the time is up or enough orders are
 * sold.
 */
public final class Crowd {
    /** One call. */
    public interface Call {
        /** Makes the call and returns how many orders it sold. */
        int make(int caller, int number) throws Exception;
    }

    /** The result: orders a second, and how long each call took. */
    public record Measured(double rate, Histogram nanos) {}

    private Crowd() {}

    /**
     * Sells about {@code mostOrders} at most, so that a quick subject is not measured with more stored rows than a slow
     * one.
     */
    public static Measured run(int callers, long millis, long mostOrders, Call call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            CyclicBarrier start = new CyclicBarrier(callers);
            List<Callable<Histogram>> tasks = new ArrayList<>();
            long[] sold = new long[callers];
            for (int i = 0; i < callers; i++) {
                int caller = i;
                tasks.add(() -> {
                    start.await();
                    return loop(caller, millis, mostOrders / callers, call, sold);
                });
            }
            long began = System.nanoTime();
            Histogram all = new Histogram(3);
            for (Future<Histogram> done : threads.invokeAll(tasks)) {
                all.add(done.get());
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            long total = 0;
            for (long some : sold) {
                total += some;
            }
            return new Measured(total / seconds, all);
        } finally {
            threads.shutdown();
        }
    }

    private static Histogram loop(int caller, long millis, long most, Call call, long[] sold) throws Exception {
        Histogram nanos = new Histogram(3);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long mine = 0;
        for (int i = 0; mine < most && System.nanoTime() < end; i++) {
            long began = System.nanoTime();
            mine += call.make(caller, i);
            nanos.recordValue(System.nanoTime() - began);
        }
        sold[caller] = mine;
        return nanos;
    }
}
