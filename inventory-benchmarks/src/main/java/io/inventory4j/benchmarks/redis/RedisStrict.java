package io.inventory4j.benchmarks.redis;

import io.inventory4j.Bucket;
import io.inventory4j.Charge;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.benchmarks.measure.Crowd;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.redis.client.LettuceConnections;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What strict mode costs: single orders for one hot SKU on a master with a replica, acknowledged at once or when the
 * replica has them. Subjects take turns in every round (A B A B).
 */
public final class RedisStrict {
    private static final StockKey SKU = StockKey.of("A");
    private static final int ROUNDS = 20;
    private static final int WARM_UP = 6;
    private static final long MILLIS = 500;
    private static final long MOST_ORDERS = 20_000;
    private static final RedisSettings SETTINGS = RedisSettings.of(Persistence.NONE);

    private final Map<String, List<Crowd.Measured>> measured = new LinkedHashMap<>();

    private RedisStrict() {}

    public static void run(int... callers) throws Exception {
        RedisClient client = RedisClient.create();
        try (RedisServer master = RedisServer.fresh(SETTINGS);
                RedisServer replica = RedisServer.fresh(SETTINGS.replicaOf(master.address()));
                RedisConnections connections = LettuceConnections.standalone(
                        client, RedisURI.create(master.host(), master.address().getPort()))) {
            awaitReplica(replica);
            new RedisStrict().measure(connections, callers);
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }

    private static void awaitReplica(RedisServer replica) {
        while (!replica.info("master_link_status").equals("up")) {
            Thread.onSpinWait();
        }
    }

    private void measure(RedisConnections connections, int... callers) throws Exception {
        try (RedisLedger plain =
                        RedisLedger.builder(connections).namespace("plain").build();
                RedisLedger strict = RedisLedger.builder(connections)
                        .namespace("strict")
                        .replicas(1, Duration.ofSeconds(1))
                        .build()) {
            for (RedisLedger ledger : List.of(plain, strict)) {
                ledger.apply(List.of(Move.of(
                        "opening", "opening", new Posting(SKU, Bucket.OUTSIDE, Bucket.AVAILABLE, 1_000_000_000))));
            }
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                for (int crowd : callers) {
                    measure("plain", plain, round, crowd);
                    measure("strict", strict, round, crowd);
                }
            }
        }
        print();
    }

    private void measure(String subject, RedisLedger ledger, int round, int callers) throws Exception {
        Crowd.Measured result = Crowd.run(callers, MILLIS, MOST_ORDERS, (caller, i) -> {
            String order = subject + round + "-" + callers + "-" + caller + "-" + i;
            ReserveLine line = new ReserveLine(SKU, 1, 0, List.of(Charge.of("buyer/" + order, 2)));
            Reserve reserve =
                    new Reserve(ReservationId.of(order), List.of(line), List.of(), Duration.ofMinutes(15), null);
            if (!ledger.apply(List.of(reserve)).get(0).applied()) {
                throw new IllegalStateException(order + " was refused");
            }
            return 1;
        });
        if (round >= 0) {
            measured.computeIfAbsent(subject + " " + callers, key -> new ArrayList<>())
                    .add(result);
        }
    }

    private void print() {
        measured.forEach((name, rounds) -> {
            String[] parts = name.split(" ", 2);
            Histogram all = new Histogram(3);
            rounds.forEach(one -> all.add(one.nanos()));
            System.out.printf(
                    Locale.ROOT,
                    "bench=redis-strict subject=%s callers=%s rate=%.0f p50_us=%.0f p99_us=%.0f ratio_to_plain=%.2f%n",
                    parts[0],
                    parts[1],
                    rate(name),
                    all.getValueAtPercentile(50) / 1e3,
                    all.getValueAtPercentile(99) / 1e3,
                    rate(name) / rate("plain " + parts[1]));
        });
    }

    private double rate(String name) {
        double[] sorted = measured.getOrDefault(name, List.of()).stream()
                .mapToDouble(Crowd.Measured::rate)
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
