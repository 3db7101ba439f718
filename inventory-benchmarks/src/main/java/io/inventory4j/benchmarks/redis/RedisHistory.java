package io.inventory4j.benchmarks.redis;

import io.inventory4j.benchmarks.measure.HistoryCost;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;

/** What stored reservations cost later ones in Redis: ledgers, each with a namespace of its own. */
public final class RedisHistory {
    private RedisHistory() {}

    public static void run(Plan plan, Results results) {
        if (!plan.includes("redis")) {
            results.skip("history-redis", "the command line leaves it out");
            return;
        }
        int[] sizes = plan.pick(
                new int[] {1_000, 2_000}, new int[] {10_000, 100_000}, new int[] {10_000, 1_000_000, 10_000_000});
        try (StartedRedis redis = new StartedRedis();
                RedisConnections connections = redis.connections()) {
            HistoryCost.run(
                    "redis",
                    plan,
                    results,
                    sizes,
                    (name, clock) -> RedisLedger.builder(connections)
                            .namespace(name)
                            .clock(clock)
                            .build(),
                    () -> {});
        }
    }
}
