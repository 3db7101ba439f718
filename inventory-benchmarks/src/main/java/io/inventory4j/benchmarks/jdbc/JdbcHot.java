package io.inventory4j.benchmarks.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.inventory4j.Bucket;
import io.inventory4j.Charge;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.benchmarks.measure.Crowd;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * One hot SKU in a database: every order reserves one unit under a buyer limit, with a hold. All callers share
 * one pool of 16 connections. Subjects take turns in every round (A B A B); the figure is the median of the rounds.
 */
public final class JdbcHot {
    private static final StockKey SKU = StockKey.of("A");
    private static final int ROUNDS = 5;
    private static final int WARM_UP = 2;
    private static final int CONNECTIONS = 16;
    private static final long MILLIS = 2_000;
    private static final long MOST_ORDERS = 1_000_000;

    private final Database database;
    private final HikariDataSource pool;
    private final SqlByHand byHand;
    private final JdbcLedger ledger;
    private final Map<String, List<Crowd.Measured>> measured = new LinkedHashMap<>();
    private int round;

    private JdbcHot(Database database) throws Exception {
        this.database = database;
        pool = database.pool(CONNECTIONS);
        byHand = new SqlByHand(pool, database);
        byHand.create();
        JdbcSchema.create(pool);
        ledger = JdbcLedger.over(pool);
        ledger.apply(List.of(
                Move.of("opening", "opening", new Posting(SKU, Bucket.OUTSIDE, Bucket.AVAILABLE, SqlByHand.STOCK))));
    }

    public static void run(Database database, int... callers) throws Exception {
        JdbcHot scene = new JdbcHot(database);
        try {
            for (scene.round = -WARM_UP; scene.round < ROUNDS; scene.round++) {
                for (int crowd : callers) {
                    scene.singles(crowd);
                }
                scene.batches(64);
            }
            scene.print();
        } finally {
            scene.ledger.close();
            scene.pool.close();
        }
    }

    private void singles(int callers) throws Exception {
        measure("conditional-update", callers, (caller, i) -> {
            String order = order("c", callers, caller, i);
            return byHand.conditionalUpdate(order, order);
        });
        measure("select-for-update", callers, (caller, i) -> {
            String order = order("s", callers, caller, i);
            return byHand.selectForUpdate(order, order);
        });
        measure("inventory", callers, (caller, i) -> sold(List.of(reserve(order("i", callers, caller, i)))));
    }

    private void batches(int size) throws Exception {
        measure(
                "inventory-batch-" + size,
                1,
                (caller, i) -> sold(
                        orders("ib", size, i).stream().map(JdbcHot::reserve).toList()));
        measure("raw-batch-" + size, 1, (caller, i) -> byHand.raw(orders("rb", size, i)));
    }

    private List<String> orders(String kind, int size, int i) {
        return IntStream.range(0, size).mapToObj(j -> order(kind, size, j, i)).toList();
    }

    private String order(String kind, int callers, int caller, int i) {
        return kind + round + "-" + callers + "-" + caller + "-" + i;
    }

    private static Reserve reserve(String order) {
        Charge limit = Charge.of("buyer/" + order, 2);
        return new Reserve(
                ReservationId.of(order),
                List.of(new ReserveLine(SKU, 1, 0, List.of(limit))),
                List.of(),
                Duration.ofMinutes(15),
                null);
    }

    private int sold(List<Reserve> batch) {
        int sold = 0;
        for (Outcome outcome : ledger.apply(batch)) {
            if (outcome.applied()) {
                sold++;
            }
        }
        if (sold != batch.size()) {
            throw new IllegalStateException("only " + sold + " of " + batch.size() + " were sold");
        }
        return sold;
    }

    private void measure(String subject, int callers, Crowd.Call call) throws Exception {
        Crowd.Measured result = Crowd.run(callers, MILLIS, MOST_ORDERS, call);
        if (round >= 0) {
            measured.computeIfAbsent(subject + " " + callers, key -> new ArrayList<>())
                    .add(result);
        }
    }

    private void print() {
        double limit = median("raw-batch-64 1");
        measured.forEach((name, rounds) -> {
            String[] parts = name.split(" ", 2);
            double rate = median(name);
            // A ready batch of 64 is compared with 64 callers by hand.
            String callers =
                    parts[0].contains("batch") && measured.containsKey("conditional-update 64") ? "64" : parts[1];
            Histogram all = new Histogram(3);
            rounds.forEach(one -> all.add(one.nanos()));
            System.out.printf(
                    Locale.ROOT,
                    "bench=jdbc-hot-%s subject=%s callers=%s rate=%.0f p50_us=%.0f p99_us=%.0f ratio_to_peer=%.2f"
                            + " ratio_to_limit=%.3f slowest=%.0f fastest=%.0f%n",
                    database.label(),
                    parts[0],
                    parts[1],
                    rate,
                    all.getValueAtPercentile(50) / 1e3,
                    all.getValueAtPercentile(99) / 1e3,
                    rate / median("conditional-update " + callers),
                    rate / limit,
                    rates(name)[0],
                    rates(name)[rounds.size() - 1]);
        });
    }

    private double median(String name) {
        double[] rates = rates(name);
        return rates.length == 0 ? Double.NaN : rates[rates.length / 2];
    }

    private double[] rates(String name) {
        return measured.getOrDefault(name, List.of()).stream()
                .mapToDouble(Crowd.Measured::rate)
                .sorted()
                .toArray();
    }
}
