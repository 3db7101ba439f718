package io.inventory4j.benchmarks.redis;

import io.inventory4j.Bucket;
import io.inventory4j.Charge;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.benchmarks.measure.Crowd;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.ledger.Settle;
import io.inventory4j.ledger.Transition;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.servers.redis.RedisServer;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * One hot SKU in Redis, beside the same job by hand over the same client: every order reserves one unit under a buyer
 * limit, with a hold. Subjects take turns in every round (A B A B). Redis has one thread, so the most important figure
 * is the processor time that an order takes there, as INFO reports it.
 */
public final class RedisHot {
    private static final StockKey SKU = StockKey.of("A");
    private static final String LIMIT = "raw-batch-64 1";
    private static final int ROUNDS = 20;
    private static final int WARM_UP = 6;
    private static final long MILLIS = 500;
    private static final long MOST_ORDERS = 20_000;

    private record Result(Crowd.Measured crowd, double cpuMicros) {}

    private final RedisServer server;
    private final LuaByHand byHand;
    private final RedisLedger ledger;
    private final Map<String, List<Result>> measured = new LinkedHashMap<>();
    private int round;

    private RedisHot(RedisServer server, LuaByHand byHand, RedisLedger ledger) {
        this.server = server;
        this.byHand = byHand;
        this.ledger = ledger;
        ledger.apply(List.of(
                Move.of("opening", "opening", new Posting(SKU, Bucket.OUTSIDE, Bucket.AVAILABLE, 1_000_000_000))));
    }

    public static void run(int... callers) throws Exception {
        try (StartedRedis redis = new StartedRedis();
                RedisConnections connections = redis.connections();
                RedisLedger ledger = RedisLedger.over(connections);
                StatefulRedisConnection<String, String> plain = redis.plain()) {
            RedisHot scene = new RedisHot(redis.server(), new LuaByHand(plain.sync()), ledger);
            for (scene.round = -WARM_UP; scene.round < ROUNDS; scene.round++) {
                for (int crowd : callers) {
                    scene.singles(crowd);
                }
                scene.batches(64);
            }
            scene.print();
        }
    }

    private void singles(int callers) throws Exception {
        measure("by-hand", callers, (caller, i) -> byHand.reserve(order("h", callers, caller, i)));
        measure("inventory", callers, (caller, i) -> applied(List.of(reserve(order("i", callers, caller, i), 1)), 1));
    }

    private void batches(int size) throws Exception {
        measure(
                "inventory-batch-" + size,
                1,
                (caller, i) -> applied(
                        IntStream.range(0, size)
                                .mapToObj(j -> reserve(order("b", size, j, i), 1))
                                .toList(),
                        size));
        measure(
                "inventory-mixed-batch-" + size,
                1,
                (caller, i) -> 1
                        + applied(
                                IntStream.range(0, size)
                                        .mapToObj(j -> reserve(order("m", size, j, i), j == size / 2 ? 3 : 1))
                                        .toList(),
                                size - 1));
        measure("inventory-paid-batch-" + size, 1, (caller, i) -> {
            List<Reserve> orders = IntStream.range(0, size)
                    .mapToObj(j -> reserve(order("p", size, j, i), 1))
                    .toList();
            applied(orders, size);
            return applied(
                    orders.stream()
                            .map(order -> Settle.all(order.id(), "paid", Transition.CONFIRM))
                            .toList(),
                    size);
        });
        measure(
                "raw-batch-" + size,
                1,
                (caller, i) -> byHand.raw(IntStream.range(0, size)
                        .mapToObj(j -> order("r", size, j, i))
                        .toList()));
    }

    private String order(String kind, int callers, int caller, int i) {
        return kind + round + "-" + callers + "-" + caller + "-" + i;
    }

    /** A reservation of a buyer who may have two units. */
    private static Reserve reserve(String order, long quantity) {
        return new Reserve(
                ReservationId.of(order),
                List.of(new ReserveLine(SKU, quantity, 0, List.of(Charge.of("buyer/" + order, 2)))),
                List.of(),
                Duration.ofMinutes(15),
                null);
    }

    private int applied(List<? extends Command> batch, int expected) {
        int applied = 0;
        for (Outcome outcome : ledger.apply(batch)) {
            if (outcome.applied()) {
                applied++;
            }
        }
        if (applied != expected) {
            throw new IllegalStateException(applied + " of " + batch.size() + " were applied, not " + expected);
        }
        return applied;
    }

    private double cpuSeconds() {
        return server.command("INFO", "cpu")
                .lines()
                .filter(line -> line.startsWith("used_cpu_sys:") || line.startsWith("used_cpu_user:"))
                .mapToDouble(line ->
                        Double.parseDouble(line.substring(line.indexOf(':') + 1).trim()))
                .sum();
    }

    private void measure(String subject, int callers, Crowd.Call call) throws Exception {
        double before = cpuSeconds();
        long began = System.nanoTime();
        Crowd.Measured result = Crowd.run(callers, MILLIS, MOST_ORDERS, call);
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpu = cpuSeconds() - before;
        if (round >= 0) {
            measured.computeIfAbsent(subject + " " + callers, key -> new ArrayList<>())
                    .add(new Result(result, cpu * 1e6 / (result.rate() * seconds)));
        }
    }

    private void print() {
        measured.forEach((name, rounds) -> {
            String[] parts = name.split(" ", 2);
            Histogram all = new Histogram(3);
            rounds.forEach(one -> all.add(one.crowd().nanos()));
            // A ready batch of 64 is compared with 64 callers by hand.
            String peer = "by-hand " + (parts[0].contains("batch") ? "64" : parts[1]);
            System.out.printf(
                    Locale.ROOT,
                    "bench=redis-hot subject=%s callers=%s rate=%.0f p50_us=%.0f p99_us=%.0f redis_cpu_us=%.2f"
                            + " least_cpu_us=%.2f most_cpu_us=%.2f ratio_to_peer=%.2f cpu_to_peer=%.2f"
                            + " ratio_to_limit=%.3f cpu_to_limit=%.2f%n",
                    parts[0],
                    parts[1],
                    rate(name),
                    all.getValueAtPercentile(50) / 1e3,
                    all.getValueAtPercentile(99) / 1e3,
                    cpu(name),
                    cpus(name)[0],
                    cpus(name)[cpus(name).length - 1],
                    rate(name) / rate(peer),
                    cpu(name) / cpu(peer),
                    rate(name) / rate(LIMIT),
                    cpu(name) / cpu(LIMIT));
        });
    }

    private double rate(String name) {
        return middle(measured.getOrDefault(name, List.of()).stream()
                .mapToDouble(one -> one.crowd().rate())
                .sorted()
                .toArray());
    }

    private double cpu(String name) {
        return middle(cpus(name));
    }

    /** The processor time an order in each turn, sorted. */
    private double[] cpus(String name) {
        return measured.getOrDefault(name, List.of()).stream()
                .mapToDouble(Result::cpuMicros)
                .sorted()
                .toArray();
    }

    private static double middle(double... sorted) {
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
