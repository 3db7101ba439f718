package io.inventory4j.benchmarks.redis;

import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.archive.ArchiveReport;
import io.inventory4j.archive.RedisArchive;
import io.inventory4j.archive.RestoreReport;
import io.inventory4j.benchmarks.jdbc.CountingPool;
import io.inventory4j.benchmarks.jdbc.Database;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.benchmarks.measure.Row;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import javax.sql.DataSource;

/**
 * How long a restore takes after Redis has lost everything. Orders that were reserved and sold are archived in
 * PostgreSQL, compared with Redis, restored into the emptied Redis, and compared again.
 */
public final class RedisRestore {
    private static final StockKey SKU = StockKey.of("LIPSTICK-01");
    private static final int PAGE = 1_000;

    private RedisRestore() {}

    public static void run(Plan plan, Results results) {
        if (!plan.includes("redis") || !plan.includes("postgres")) {
            results.skip("redis-restore", "the command line leaves out redis or postgres, and it needs both");
            return;
        }
        for (int batch : new int[] {64, 1}) {
            try (StartedRedis redis = new StartedRedis();
                    CountingPool database = Database.POSTGRES.pool(4);
                    RedisConnections connections = redis.connections()) {
                results.add(measure(redis.server(), connections, database, plan.pick(640, 5_000, 50_000), batch));
            }
        }
    }

    private static Row measure(
            RedisServer server, RedisConnections connections, DataSource database, int orders, int batch) {
        String namespace = "restore-" + batch;
        try (RedisLedger ledger =
                RedisLedger.builder(connections).namespace(namespace).build()) {
            fill(ledger, orders, batch);
        }
        RedisArchive archive = RedisArchive.builder(connections, database)
                .namespace(namespace)
                .timeout(Duration.ofMinutes(1))
                .build();
        archive.createTables();
        long start = System.nanoTime();
        int calls = 0;
        for (int copied = PAGE; copied == PAGE; calls += copied) {
            copied = archive.drain(PAGE);
        }
        double drained = seconds(start);
        Database.POSTGRES.settle(database);
        double compared = compare(archive);
        server.command("FLUSHALL");
        RestoreReport report = archive.restore();
        double restored = report.took().toNanos() / 1e9;
        compare(archive);
        if (report.calls() != calls) {
            throw new IllegalStateException(report + " has not all of " + calls + " calls");
        }
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("archived_per_s", 2 * orders / drained);
        values.put("verified_per_s", 2 * orders / compared);
        values.put("restored_per_s", 2 * orders / restored);
        return Row.of("redis-restore", "calls-of-" + batch, values);
    }

    private static double compare(RedisArchive archive) {
        long start = System.nanoTime();
        ArchiveReport report = archive.verify();
        if (!report.differences().isEmpty()) {
            throw new IllegalStateException("Redis and its archive differ: " + report);
        }
        return seconds(start);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void fill(RedisLedger ledger, int orders, int batch) {
        ledger.apply(
                List.of(Move.of("opening", "opening", new Posting(SKU, Bucket.OUTSIDE, Bucket.AVAILABLE, orders))));
        for (int i = 0; i < orders; i += batch) {
            int end = Math.min(orders, i + batch);
            ledger.apply(some(i, end, RedisRestore::reserve));
            ledger.apply(some(
                    i, end, number -> Settle.all(ReservationId.of("order-" + number), "payment", Transition.CONFIRM)));
        }
    }

    private static List<Command> some(int from, int to, IntFunction<Command> command) {
        List<Command> commands = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            commands.add(command.apply(i));
        }
        return commands;
    }

    private static Command reserve(int i) {
        return new Reserve(
                ReservationId.of("order-" + i),
                List.of(new ReserveLine(SKU, 1, 0, List.of(Charge.of("buyer/limit-" + i, 2)))),
                List.of(),
                Duration.ofMinutes(15),
                null);
    }
}
