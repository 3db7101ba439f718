package io.inventory4j.benchmarks.redis;

import static io.inventory4j.benchmarks.measure.Contest.key;

import io.inventory4j.benchmarks.measure.Contest;
import io.inventory4j.benchmarks.measure.Measured;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.benchmarks.shop.Carts;
import io.inventory4j.benchmarks.shop.ReadyBatches;
import io.inventory4j.benchmarks.shop.Seller;
import io.inventory4j.benchmarks.shop.SellerTurns;
import java.util.Map;

/**
 * One hot SKU in Redis: every order reserves one unit under a buyer limit, with a hold. Redis has one thread, so the
 * figure that says most is the processor time that an order takes there, as INFO reports it.
 */
public final class RedisHot {
    private static final int STOCK = 1_000_000_000;
    private static final int IN_FLIGHT = 1_024;

    private final StartedRedis redis;
    private final Plan plan;

    private RedisHot(StartedRedis redis, Plan plan) {
        this.redis = redis;
        this.plan = plan;
    }

    public static void run(Plan plan, Results results) throws Exception {
        if (!plan.includes("redis")) {
            results.skip("redis-hot", "the command line leaves it out");
            return;
        }
        Carts carts = Carts.hot();
        try (RedisShops shops = new RedisShops(carts, STOCK);
                Semaphores semaphores = new Semaphores(shops.redis(), STOCK);
                BucketsInRedis buckets = new BucketsInRedis(shops.redis(), STOCK)) {
            Map<String, Seller> sellers = shops.sellers();
            sellers.put("redisson-semaphore", semaphores);
            sellers.put("bucket4j", buckets);
            new RedisHot(shops.redis(), plan).contest(shops, sellers, carts, results);
        }
    }

    private void contest(RedisShops shops, Map<String, Seller> sellers, Carts carts, Results results) throws Exception {
        SellerTurns turns = new SellerTurns(plan, carts);
        Contest contest = new Contest("redis-hot", plan);
        String limit = "raw-script-ready-" + ReadyBatches.SIZE;
        contest.limit(key(limit, 1));
        for (int callers : plan.pick(new int[] {1, 4}, new int[] {1, 64, 512}, new int[] {1, 64, 512})) {
            contest.peer(key(RedisShops.PEER, callers));
            sellers.forEach((name, seller) -> contest.add(name, callers, cpu(turns.of(name, callers, seller))));
        }
        contest.peer(key(RedisShops.PEER + "-async", IN_FLIGHT));
        contest.add(
                "inventory-async",
                IN_FLIGHT,
                cpu(turns.async(
                        "inventory-async",
                        IN_FLIGHT,
                        shops.library().inventory().async())));
        contest.add(
                RedisShops.PEER + "-async",
                IN_FLIGHT,
                cpu(turns.async(
                        RedisShops.PEER + "-async", IN_FLIGHT, shops.byHand().async())));
        contest.peer("");
        contest.add(
                "inventory-ready-" + ReadyBatches.SIZE,
                1,
                cpu(ReadyBatches.turn(plan, "ir", shops.library().inventory().lists())));
        contest.add(
                "inventory-ledger-ready-" + ReadyBatches.SIZE,
                1,
                cpu(ReadyBatches.turn(
                        plan, "lr", ReadyBatches.over(shops.library().ledger()))));
        contest.add(
                limit,
                1,
                cpu(ReadyBatches.turn(plan, "rr", orders -> shops.byHand().raw(orders))));
        contest.run(results);
    }

    /** A turn that also measures Redis' processor time an order. */
    private Contest.Turn cpu(Contest.Turn turn) {
        return round -> {
            double before = redis.cpuSeconds();
            Measured measured = turn.take(round);
            return measured.with("redis_cpu_us", (redis.cpuSeconds() - before) * 1e6 / measured.orders());
        };
    }
}
