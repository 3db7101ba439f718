package io.inventory4j.benchmarks.memory;

import io.inventory4j.benchmarks.measure.Contest;
import io.inventory4j.benchmarks.measure.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;

/**
 * Turns of a shop in memory. A turn opens the shop anew and sells all that it has, so that every subject is measured
 * with as many stored orders; a turn by time would give a quick one more. Ids are made before the clock starts. One
 * call in 16 is timed, because reading the clock takes about as long as the quickest subject.
 */
final class ShopTurns {
    private static final int TIMED_ONE_IN = 16;
    private static final int BUYERS = 50_000;

    /** When orders are confirmed. */
    enum Shape {
        /** Each at once. */
        HOT,
        /** After all are reserved, as in a flash sale whose buyers still have to pay. */
        WAVE
    }

    private final int callers;
    private final String[][] orders;
    private final String[][] buyers;

    ShopTurns(int allOrders, int callers) {
        this.callers = callers;
        int each = Math.max(1, allOrders / callers);
        orders = new String[callers][each];
        buyers = new String[callers][each];
        for (int caller = 0; caller < callers; caller++) {
            for (int i = 0; i < each; i++) {
                orders[caller][i] = "order-" + caller + "-" + i;
                buyers[caller][i] = "buyer-" + (caller * 31 + i) % BUYERS;
            }
        }
    }

    private interface Step {
        boolean done(String order, String buyer);
    }

    private record Done(long began, long ended, Histogram nanos) {}

    Contest.Turn of(Shape shape, LongFunction<Shop> opening) {
        return round -> {
            System.gc();
            long stock = (long) callers * orders[0].length;
            try (Shop shop = opening.apply(stock)) {
                Histogram nanos = new Histogram(3);
                double seconds;
                if (shape == Shape.WAVE) {
                    seconds = everyone(nanos, shop::reserve) + everyone(nanos, (order, buyer) -> shop.confirm(order));
                } else {
                    seconds = everyone(nanos, (order, buyer) -> shop.reserve(order, buyer) && shop.confirm(order));
                }
                if (shop.left() != 0) {
                    throw new IllegalStateException(shop.left() + " units are left, and none should be");
                }
                return Measured.of(stock, seconds, nanos);
            }
        };
    }

    /** Lets all callers do a step for all their orders and returns how many seconds that took. */
    private double everyone(Histogram nanos, Step step) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            CyclicBarrier start = new CyclicBarrier(callers);
            List<Callable<Done>> tasks = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                tasks.add(() -> {
                    start.await();
                    return loop(orders[caller], buyers[caller], step);
                });
            }
            long began = Long.MAX_VALUE;
            long ended = Long.MIN_VALUE;
            for (Future<Done> future : threads.invokeAll(tasks)) {
                Done done = future.get();
                began = Math.min(began, done.began());
                ended = Math.max(ended, done.ended());
                nanos.add(done.nanos());
            }
            return (ended - began) / 1e9;
        } finally {
            threads.shutdown();
        }
    }

    private static Done loop(String[] orders, String[] buyers, Step step) {
        Histogram nanos = new Histogram(3);
        long began = System.nanoTime();
        for (int i = 0; i < orders.length; i++) {
            boolean timed = i % TIMED_ONE_IN == 0;
            long start = timed ? System.nanoTime() : 0;
            if (!step.done(orders[i], buyers[i])) {
                throw new IllegalStateException(orders[i] + " was refused");
            }
            if (timed) {
                nanos.recordValue(System.nanoTime() - start);
            }
        }
        return new Done(began, System.nanoTime(), nanos);
    }
}
