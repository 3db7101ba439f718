package io.inventory4j.benchmarks.redis;

import io.inventory4j.benchmarks.measure.Contest;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.benchmarks.shop.Carts;
import io.inventory4j.benchmarks.shop.InventorySeller;
import io.inventory4j.benchmarks.shop.SellerTurns;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.redis.client.LettuceConnections;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;

/**
 * What strict mode costs: orders for one hot SKU on a master with a replica, acknowledged at once or when the replica
 * has them.
 */
public final class RedisStrict {
    private static final long UNITS = 1_000_000_000;
    private static final RedisSettings SETTINGS = RedisSettings.of(Persistence.NONE);

    private RedisStrict() {}

    public static void run(Plan plan, Results results) throws Exception {
        if (!plan.includes("redis")) {
            results.skip("redis-strict", "the command line leaves it out");
            return;
        }
        RedisClient client = RedisClient.create();
        try (RedisServer master = RedisServer.fresh(SETTINGS);
                RedisServer replica = RedisServer.fresh(SETTINGS.replicaOf(master.address()));
                RedisConnections connections = LettuceConnections.standalone(
                        client, RedisURI.create(master.host(), master.address().getPort()))) {
            awaitReplica(replica);
            measure(connections, plan, results);
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }

    private static void awaitReplica(RedisServer replica) {
        while (!replica.info("master_link_status").equals("up")) {
            Thread.onSpinWait();
        }
    }

    private static void measure(RedisConnections connections, Plan plan, Results results) throws Exception {
        try (RedisLedger plain =
                        RedisLedger.builder(connections).namespace("plain").build();
                RedisLedger strict = RedisLedger.builder(connections)
                        .namespace("strict")
                        .replicas(1, Duration.ofSeconds(1))
                        .build();
                InventorySeller atOnce = InventorySeller.over(plain);
                InventorySeller replicated = InventorySeller.over(strict)) {
            Carts carts = Carts.hot();
            atOnce.stock(carts.skus(), UNITS);
            replicated.stock(carts.skus(), UNITS);
            SellerTurns turns = new SellerTurns(plan, carts);
            Contest contest = new Contest("redis-strict", plan);
            for (int callers : plan.pick(new int[] {2}, new int[] {1, 64}, new int[] {1, 64})) {
                contest.peer(Contest.key("at-once", callers));
                contest.add("at-once", callers, turns.of("at-once", callers, atOnce));
                contest.add("when-replicated", callers, turns.of("when-replicated", callers, replicated));
            }
            contest.run(results);
        }
    }
}
