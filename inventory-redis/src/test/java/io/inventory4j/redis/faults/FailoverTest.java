package io.inventory4j.redis.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.redis.ClientLibrary;
import io.inventory4j.redis.Deployment;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.redis.RedisLedgerBuilder;
import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.redis.RedisCluster;
import io.inventory4j.servers.redis.RedisSentinels;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Rounds;
import io.inventory4j.testkit.faults.SaleStock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A replica becomes the master under load. Replication is asynchronous. Without strict mode, orders that no replica has
 * are lost, and so are orders that a former master accepts before it knows of the failover. In strict mode neither is
 * acknowledged.
 */
@Timeout(900)
class FailoverTest {
    /** Persistent, so that a former master comes back with its data. */
    private static final RedisSettings SETTINGS = RedisSettings.of(Persistence.EVERYSEC);

    private static final Duration WITHIN = Duration.ofMillis(300);
    private static final int STRAGGLERS = 4;

    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger unheard = new AtomicInteger();
    private final AtomicInteger byFormer = new AtomicInteger();

    private static RedisLedgerBuilder strict(RedisLedgerBuilder options) {
        return options.replicas(1, WITHIN);
    }

    private static List<RedisServer> replicas(RedisSentinels sentinels, RedisServer master) {
        return sentinels.servers().stream()
                .filter(server -> !server.equals(master))
                .toList();
    }

    /** Fills the stock, and waits until all three servers have it. */
    private static void fill(RedisConnections connections) {
        SaleStock.fill(RedisLedger.builder(connections)
                .namespace("shop")
                .timeout(Duration.ofSeconds(30))
                .replicas(2, Duration.ofSeconds(20))
                .build());
    }

    @Test
    void ordersThatNoReplicaHasAreLost() {
        long seed = Rounds.play((turn, random) -> {
            try (RedisSentinels sentinels = RedisSentinels.fresh(SETTINGS);
                    ShopNode node =
                            ShopNode.over(ShopNode.client(turn).sentinel(sentinels, Deployment.STRAIGHT), "shop")) {
                fill(node.connections());
                RedisServer old = sentinels.master();
                List<RedisServer> replicas = replicas(sentinels, old);
                Buyers buyers = new Buyers(node.ledger(), "order");
                buyers.buy(running -> {
                    running.awaitAnswers(1 + random.nextInt(50));
                    cutOff(replicas, old);
                    running.awaitAnswers(30);
                    old.kill();
                    replicas.forEach(RedisServer::thaw);
                    sentinels.awaitNewMaster(old);
                    running.awaitAnswers(30);
                });
                int some = buyers.lost(node.patient());
                assertTrue(some > 0, "replicas that were cut off had all orders");
                lost.addAndGet(some);
                buyers.check(node.patient());
                acknowledged.addAndGet(buyers.count(Order.Answer.APPLIED));
                old.restart();
                byFormer.addAndGet(stragglers(node, ShopNode.client(turn), old, false));
            }
        });
        System.out.println(
                "failover: Sentinel, not strict, replicas cut off: rounds=" + Effort.scale() + " acknowledged="
                        + acknowledged + " lost=" + lost + ", by the former master: acknowledged and lost=" + byFormer
                        + " seed=" + seed);
    }

    /**
     * Sends orders to the former master, which is back and may not know of the failover yet. The new master must have
     * none. Returns how many the former master accepted.
     */
    private static int stragglers(ShopNode node, ClientLibrary client, RedisServer old, boolean strict) {
        int taken = 0;
        try (ShopNode former = ShopNode.over(
                client.single(old.address(), Deployment.STRAIGHT),
                "shop",
                options -> strict ? strict(options) : options)) {
            for (int i = 0; i < STRAGGLERS; i++) {
                String id = "straggler " + i;
                try {
                    taken += SaleStock.apply(former.ledger(), SaleStock.cart(id, i))
                                    .applied()
                            ? 1
                            : 0;
                } catch (LedgerException e) {
                    // It knows by now, or no replica has the order.
                    continue;
                }
                assertTrue(node.patient().reservation(ReservationId.of(id)).isEmpty(), id);
            }
        }
        return taken;
    }

    @Test
    void strictModeLosesNothingWithSentinels() {
        long seed = Rounds.play((turn, random) -> {
            try (RedisSentinels sentinels = RedisSentinels.fresh(SETTINGS);
                    ShopNode node = ShopNode.over(
                            ShopNode.client(turn).sentinel(sentinels, Deployment.STRAIGHT),
                            "shop",
                            FailoverTest::strict)) {
                fill(node.connections());
                RedisServer old = sentinels.master();
                assertARepeatIsNotConfirmedEither(node, replicas(sentinels, old));
                Buyers buyers = new Buyers(node.ledger(), "order");
                buyers.buy(running -> strictTrouble(running, sentinels, old, random));
                assertEquals(0, buyers.lost(node.patient()), "I2: acknowledged, and lost");
                unheard.addAndGet(buyers.check(node.patient()));
                acknowledged.addAndGet(buyers.count(Order.Answer.APPLIED));
                old.restart();
                assertEquals(
                        0, stragglers(node, ShopNode.client(turn), old, true), "acknowledged by the former master");
            }
        });
        print("Sentinel, strict", seed);
    }

    /** Kills the master; at random, the replicas are frozen first. */
    private static void strictTrouble(Buyers buyers, RedisSentinels sentinels, RedisServer old, SplittableRandom random)
            throws InterruptedException {
        buyers.awaitAnswers(1 + random.nextInt(100));
        List<RedisServer> replicas = random.nextBoolean() ? replicas(sentinels, old) : List.of();
        if (!replicas.isEmpty()) {
            cutOff(replicas, old);
            buyers.awaitFailures(20);
        }
        old.kill();
        replicas.forEach(RedisServer::thaw);
        sentinels.awaitNewMaster(old);
        buyers.awaitAnswers(30);
    }

    /** A repeat writes nothing; it is acknowledged only when the replicas have the first call. */
    private static void assertARepeatIsNotConfirmedEither(ShopNode node, List<RedisServer> replicas) {
        replicas.forEach(RedisServer::freeze);
        try {
            for (int attempt = 0; attempt < 3; attempt++) {
                assertUnknown(node);
            }
        } finally {
            replicas.forEach(RedisServer::thaw);
        }
        Eventually.is("a replica has it", () -> !fails(node));
    }

    /** Freezes the replicas and cuts their connections, whose buffers would bring them what is written meanwhile. */
    private static void cutOff(List<RedisServer> replicas, RedisServer master) {
        replicas.forEach(RedisServer::freeze);
        master.command("CLIENT", "KILL", "TYPE", "replica");
    }

    private static boolean fails(ShopNode node) {
        try {
            return !SaleStock.apply(node.ledger(), SaleStock.settle("nobody's", Transition.RELEASE))
                    .applied();
        } catch (LedgerException e) {
            return true;
        }
    }

    private static void assertUnknown(ShopNode node) {
        LedgerException unheard = assertThrows(
                LedgerException.class,
                () -> SaleStock.apply(node.ledger(), SaleStock.settle("nobody's", Transition.RELEASE)),
                "acknowledged, though no replica has it");
        assertEquals(LedgerException.Effect.UNKNOWN, unheard.effect(), unheard::toString);
    }

    @Test
    void strictModeLosesNothingInACluster() {
        long seed = Rounds.play((turn, random) -> {
            try (RedisCluster cluster = RedisCluster.fresh(SETTINGS);
                    ShopNode node = ShopNode.over(
                            ShopNode.client(turn).cluster(cluster, Deployment.STRAIGHT),
                            "shop",
                            FailoverTest::strict)) {
                SaleStock.fill(node.ledger());
                int slot = cluster.slotOf("{shop}");
                RedisServer old = cluster.masterOf(slot);
                Buyers buyers = new Buyers(node.ledger(), "order");
                buyers.buy(running -> {
                    running.awaitAnswers(1 + random.nextInt(100));
                    old.kill();
                    cluster.awaitNewMaster(slot, old);
                    // Its only replica is the master now, so nothing is acknowledged until there is another.
                    running.awaitFailures(10);
                    old.restart();
                    cluster.awaitReady();
                    running.awaitAnswers(30);
                });
                assertEquals(0, buyers.lost(node.patient()), "I2: acknowledged, and lost");
                unheard.addAndGet(buyers.check(node.patient()));
                acknowledged.addAndGet(buyers.count(Order.Answer.APPLIED));
            }
        });
        print("Cluster, strict", seed);
    }

    /** A server that has lost its replicas, or has become one. */
    @Test
    void aServerThatMustNotWriteDoesNothing() {
        try (RedisServer server = RedisServer.fresh(SETTINGS)) {
            for (ClientLibrary client : ClientLibrary.values()) {
                try (ShopNode node = ShopNode.over(
                        client.single(server.address(), Deployment.STRAIGHT),
                        "shop-" + client,
                        options -> options.timeout(WITHIN))) {
                    SaleStock.fill(node.ledger());
                    server.command("CONFIG", "SET", "min-replicas-to-write", "1");
                    assertNone(node, "NOREPLICAS");
                    server.command("CONFIG", "SET", "min-replicas-to-write", "0");
                    server.command("REPLICAOF", "127.0.0.1", "1");
                    assertNone(node, "READONLY");
                    server.command("REPLICAOF", "NO", "ONE");
                    SaleStock.check(node.patient(), List.of("order"));
                    Outcome outcome = SaleStock.apply(node.patient(), SaleStock.cart("order", 0));
                    assertTrue(outcome instanceof Outcome.Applied applied && !applied.replayed(), outcome::toString);
                }
            }
        }
    }

    private static void assertNone(ShopNode node, String why) {
        LedgerException refused =
                assertThrows(LedgerException.class, () -> SaleStock.apply(node.ledger(), SaleStock.cart("order", 0)));
        assertEquals(LedgerException.Effect.NONE, refused.effect(), refused::toString);
        assertTrue(String.valueOf(refused.getMessage()).contains(why), refused::toString);
    }

    private void print(String what, long seed) {
        System.out.println("failover: " + what + ": rounds=" + Effort.scale() + " acknowledged=" + acknowledged
                + " lost=0 made unacknowledged=" + unheard + " seed=" + seed);
    }
}
