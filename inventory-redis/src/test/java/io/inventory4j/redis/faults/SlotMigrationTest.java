package io.inventory4j.redis.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Subscription;
import io.inventory4j.redis.ClientLibrary;
import io.inventory4j.redis.Deployment;
import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.redis.RedisCluster;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Rounds;
import io.inventory4j.testkit.faults.SaleStock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A ledger's slot moves to another master and back under load: calls follow it, and each is applied once. */
@Timeout(600)
// A subscription is closed, and not used otherwise.
@SuppressWarnings("try")
class SlotMigrationTest {
    private static final String NAMESPACE = "moving";

    @ParameterizedTest
    @EnumSource
    void callsFollowTheSlot(ClientLibrary client) {
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicInteger none = new AtomicInteger();
        AtomicInteger unknown = new AtomicInteger();
        Map<String, Long> redirections;
        long seed;
        try (RedisCluster cluster = RedisCluster.fresh(RedisSettings.of(Persistence.NONE))) {
            int slot = cluster.slotOf("{" + NAMESPACE + "}");
            RedisServer home = cluster.masterOf(slot);
            RedisServer away = cluster.masterOf((slot + 8_192) % 16_384);
            seed = Rounds.play((turn, random) -> {
                home.command("FLUSHALL");
                try (ShopNode node = ShopNode.over(
                        client.cluster(cluster, Deployment.STRAIGHT),
                        NAMESPACE,
                        options -> options.timeout(Duration.ofSeconds(2)))) {
                    SaleStock.fill(node.ledger());
                    Buyers buyers = new Buyers(node.ledger(), "order");
                    Map<Object, StockLevel> heard = new ConcurrentHashMap<>();
                    try (Subscription unused = node.ledger().watch(level -> heard.put(level.key(), level))) {
                        buyers.buy(running -> {
                            migrate(running, cluster, node, home, away, random);
                            migrate(running, cluster, node, away, home, random);
                            running.awaitAnswers(20);
                        });
                        assertHeard(node, heard);
                    }
                    assertEquals(0, buyers.lost(node.patient()));
                    buyers.check(node.patient());
                    acknowledged.addAndGet(buyers.count(Order.Answer.APPLIED));
                    none.addAndGet(buyers.count(Order.Answer.NONE));
                    unknown.addAndGet(buyers.count(Order.Answer.UNKNOWN));
                }
            });
            redirections = redirections(cluster);
        }
        System.out.println("migrated: " + client + " rounds=" + Effort.scale() + " redirections="
                + redirections + " acknowledged=" + acknowledged
                + " not done=" + none + " in doubt=" + unknown + " seed=" + seed);
    }

    /** The number of redirections to another node, by kind. */
    private static Map<String, Long> redirections(RedisCluster cluster) {
        Map<String, Long> redirections = new TreeMap<>();
        for (RedisServer node : cluster.nodes()) {
            for (String kind : List.of("ASK", "MOVED", "TRYAGAIN")) {
                String count = node.info("errorstat_" + kind).replace("count=", "");
                redirections.merge(kind, count.isEmpty() ? 0 : Long.parseLong(count), Long::sum);
            }
        }
        assertTrue(redirections.getOrDefault("ASK", 0L) > 0, "no call came while the slot moved");
        return redirections;
    }

    /** Moves the slot in steps of a few keys, and between two steps reads single keys from the node that has them. */
    private static void migrate(
            Buyers buyers,
            RedisCluster cluster,
            ShopNode node,
            RedisServer from,
            RedisServer to,
            SplittableRandom random)
            throws InterruptedException {
        buyers.awaitAnswers(1 + random.nextInt(50));
        cluster.migrate(cluster.slotOf("{" + NAMESPACE + "}"), from, to, 1 + random.nextInt(4), () -> {
            for (StockLevel level : node.patient().levels(SaleStock.LINES)) {
                assertEquals(SaleStock.UNITS, level.total(), () -> "I1: " + level);
            }
        });
    }

    private static void assertHeard(ShopNode node, Map<Object, StockLevel> heard) {
        for (StockLevel level : node.patient().levels(SaleStock.LINES)) {
            Eventually.is(
                    "the newest level of " + level.key() + " is notified", () -> level.equals(heard.get(level.key())));
        }
    }
}
