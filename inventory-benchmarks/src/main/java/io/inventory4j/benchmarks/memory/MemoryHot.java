package io.inventory4j.benchmarks.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/**
 * One hot SKU in memory: every order reserves one unit under a buyer limit, then confirms it. In the wave, all orders
 * reserve before any of them confirms, as in a flash sale whose buyers still have to pay. In the sold-out scene every
 * order is refused. In each round every shop is opened anew and takes its turn (A B A B). The first rounds only warm
 * up; the figure is the median of the others.
 */
public final class MemoryHot {
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 12;
    private static final int TIMED_ONE_IN = 16;
    private static final int BUYERS = 50_000;

    /** What every order does. */
    public enum Scene {
        HOT,
        WAVE,
        SOLD_OUT;

        String label() {
            return "memory-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private record Round(double ratePerSecond, Histogram nanos) {}

    private final int orders;

    public MemoryHot(int orders) {
        this.orders = orders;
    }

    public void run(Scene scene, int... threads) throws Exception {
        for (int callers : threads) {
            Map<Shops, List<Round>> rounds = new EnumMap<>(Shops.class);
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                for (Shops shop : Shops.values()) {
                    Round measured = round(scene, shop, callers);
                    if (round >= WARM_UP) {
                        rounds.computeIfAbsent(shop, s -> new ArrayList<>()).add(measured);
                    }
                }
            }
            print(scene, callers, rounds);
        }
    }

    private Round round(Scene scene, Shops kind, int callers) throws Exception {
        System.gc();
        long stock = scene == Scene.SOLD_OUT ? 1 : (long) (orders / callers) * callers;
        try (Shop shop = kind.open(stock)) {
            if (scene == Scene.SOLD_OUT) {
                shop.reserve("first", "first");
            }
            Histogram nanos = new Histogram(3);
            long start = System.nanoTime();
            if (scene == Scene.WAVE) {
                everyone(callers, nanos, (thread, i) -> shop.reserve(order(thread, i), buyer(thread, i)));
                everyone(callers, nanos, (thread, i) -> shop.confirm(order(thread, i)));
            } else {
                boolean sells = scene == Scene.HOT;
                everyone(callers, nanos, (thread, i) -> {
                    String order = order(thread, i);
                    return sells == (shop.reserve(order, buyer(thread, i)) && shop.confirm(order));
                });
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            if (shop.left() != 0) {
                throw new IllegalStateException(kind + " has " + shop.left() + " units left, and should have none");
            }
            long done = (long) (orders / callers) * callers;
            return new Round(done / seconds, nanos);
        }
    }

    private interface Step {
        boolean asExpected(int thread, int order);
    }

    private void everyone(int callers, Histogram nanos, Step step) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            CyclicBarrier start = new CyclicBarrier(callers);
            List<Callable<Histogram>> tasks = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                int thread = caller;
                tasks.add(() -> {
                    start.await();
                    return orders(thread, orders / callers, step);
                });
            }
            for (Future<Histogram> done : threads.invokeAll(tasks)) {
                nanos.add(done.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    private static Histogram orders(int thread, int count, Step step) {
        Histogram nanos = new Histogram(3);
        for (int i = 0; i < count; i++) {
            boolean timed = i % TIMED_ONE_IN == 0;
            long start = timed ? System.nanoTime() : 0;
            if (!step.asExpected(thread, i)) {
                throw new IllegalStateException("order " + order(thread, i) + " had another result than expected");
            }
            if (timed) {
                nanos.recordValue(System.nanoTime() - start);
            }
        }
        return nanos;
    }

    private static String order(int thread, int i) {
        return "order-" + thread + "-" + i;
    }

    private static String buyer(int thread, int i) {
        return "buyer-" + (thread * 31 + i) % BUYERS;
    }

    private void print(Scene scene, int callers, Map<Shops, List<Round>> rounds) {
        double peer = median(rounds.getOrDefault(Shops.MAPS, List.of()));
        double limit = median(rounds.getOrDefault(Shops.BARE, List.of()));
        rounds.forEach((shop, measured) -> {
            double[] rates = rates(measured);
            double rate = median(measured);
            Histogram all = new Histogram(3);
            measured.forEach(round -> all.add(round.nanos()));
            System.out.printf(
                    Locale.ROOT,
                    "bench=%s orders=%d subject=%s callers=%d rate=%.0f p50_us=%.2f p99_us=%.2f ratio_to_peer=%.2f ratio_to_limit=%.3f"
                            + " slowest=%.0f fastest=%.0f%n",
                    scene.label(),
                    orders,
                    shop.name().toLowerCase(Locale.ROOT),
                    callers,
                    rate,
                    all.getValueAtPercentile(50) / 1e3,
                    all.getValueAtPercentile(99) / 1e3,
                    rate / peer,
                    rate / limit,
                    rates[0],
                    rates[rates.length - 1]);
        });
    }

    private static double[] rates(List<Round> rounds) {
        double[] rates = rounds.stream().mapToDouble(Round::ratePerSecond).toArray();
        Arrays.sort(rates);
        return rates;
    }

    private static double median(List<Round> rounds) {
        double[] rates = rates(rounds);
        return rates[rates.length / 2];
    }
}
