package io.inventory4j.benchmarks.redis;

import io.inventory4j.benchmarks.measure.Feed;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;

/** The delay of a change to a listener on another node, over Redis. */
public final class RedisFeed {
    private RedisFeed() {}

    public static void run(Plan plan, Results results) throws Exception {
        if (!plan.includes("redis")) {
            results.skip("feed-redis", "the command line leaves it out");
            return;
        }
        try (StartedRedis redis = new StartedRedis();
                RedisConnections here = redis.connections();
                RedisConnections there = redis.connections();
                RedisLedger writer = RedisLedger.over(here);
                RedisLedger reader = RedisLedger.over(there)) {
            Feed feed = new Feed("redis", plan, writer, reader);
            feed.run(1_000, 1, results);
            feed.run(10_000, 10, results);
        }
    }
}
