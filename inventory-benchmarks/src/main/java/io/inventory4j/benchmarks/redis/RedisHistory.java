package io.inventory4j.benchmarks.redis;

import io.inventory4j.benchmarks.measure.HistoryCost;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;

/** What stored reservations cost later ones in Redis: two ledgers, each with a namespace of its own. */
public final class RedisHistory {
    private RedisHistory() {}

    public static void run(int stored) {
        try (StartedRedis redis = new StartedRedis();
                RedisConnections connections = redis.connections()) {
            HistoryCost.run(
                    "redis",
                    stored,
                    (name, clock) -> RedisLedger.builder(connections)
                            .namespace(name)
                            .clock(clock)
                            .build(),
                    () -> {});
        }
    }
}
