package io.inventory4j.redis.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Reason;
import io.inventory4j.redis.Deployment;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Rounds;
import io.inventory4j.testkit.faults.SaleStock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server is killed under load and comes back with the commands that its persistence has kept, each as a whole. */
@Timeout(600)
class ServerKillTest {
    @ParameterizedTest
    @EnumSource
    void commandsAreWholeAfterwards(Persistence persistence) {
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicInteger lost = new AtomicInteger();
        AtomicInteger unheard = new AtomicInteger();
        long seed;
        try (RedisServer server = RedisServer.fresh(RedisSettings.of(persistence))) {
            seed = Rounds.play((turn, random) -> {
                RedisConnections connections = ShopNode.client(turn).single(server.address(), Deployment.STRAIGHT);
                try (ShopNode node = ShopNode.over(connections, "kill" + turn)) {
                    SaleStock.fill(node.ledger());
                    Buyers buyers = new Buyers(node.ledger(), "order");
                    buyers.buy(running -> kill(server, running, random));
                    acknowledged.addAndGet(buyers.count(Order.Answer.APPLIED));
                    if (persistence == Persistence.NONE) {
                        lost.addAndGet(lostAll(node, buyers));
                        return;
                    }
                    int some = buyers.lost(node.patient());
                    // With EVERYSEC the server answers while a write to disk is delayed, so it may lose commands.
                    assertTrue(some == 0 || persistence == Persistence.EVERYSEC, () -> "I2: lost " + some);
                    lost.addAndGet(some);
                    unheard.addAndGet(buyers.check(node.patient()));
                }
            });
        }
        System.out.println("killed: persistence=" + persistence + " rounds=" + Effort.scale() + " acknowledged="
                + acknowledged + " lost=" + lost + " made unacknowledged=" + unheard + " seed=" + seed);
    }

    private static void kill(RedisServer server, Buyers buyers, SplittableRandom random) throws InterruptedException {
        buyers.awaitAnswers(1 + random.nextInt(300));
        server.kill();
        server.restart();
        buyers.awaitAnswers(30);
    }

    /** Nothing is left, so nothing is sold: a missing line is unknown, neither unlimited nor empty. */
    private static int lostAll(ShopNode node, Buyers buyers) {
        Set<Reason> unknown = EnumSet.of(Reason.UNKNOWN_LINE, Reason.UNKNOWN_RESERVATION);
        assertTrue(unknown.containsAll(buyers.refusals()), () -> "refused " + buyers.refusals());
        assertEquals(List.of(), node.patient().levels(SaleStock.LINES));
        assertEquals(
                Reason.UNKNOWN_LINE,
                SaleStock.apply(node.patient(), SaleStock.cart("after", 0))
                        .refused()
                        .orElseThrow()
                        .reason());
        int lost = buyers.lost(node.patient());
        assertEquals(buyers.count(Order.Answer.APPLIED), lost);
        SaleStock.fill(node.ledger());
        assertTrue(SaleStock.apply(node.patient(), SaleStock.cart("after", 0)).applied());
        SaleStock.check(node.patient(), List.of("after"));
        return lost;
    }
}
