package io.inventory4j.redis.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.inventory4j.redis.ClientLibrary;
import io.inventory4j.redis.Deployment;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Rounds;
import io.inventory4j.testkit.faults.SaleStock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server forgets its scripts again and again: no call fails, and nothing is applied twice. */
@Timeout(600)
class ScriptFlushTest {
    private static final int FLUSHES = 100;

    @ParameterizedTest
    @EnumSource
    void callersDoNotNotice(ClientLibrary client) {
        AtomicInteger acknowledged = new AtomicInteger();
        long seed;
        try (RedisServer server = RedisServer.fresh(RedisSettings.of(RedisSettings.Persistence.NONE))) {
            seed = Rounds.play((turn, random) -> {
                RedisConnections connections = client.single(server.address(), Deployment.STRAIGHT);
                // Long, because this machine may be busy.
                try (ShopNode node = ShopNode.over(
                        connections, "flush" + turn, options -> options.timeout(Duration.ofSeconds(30)))) {
                    SaleStock.fill(node.ledger());
                    Buyers buyers = new Buyers(node.ledger(), "order");
                    buyers.buy(running -> {
                        for (int i = 0; i < FLUSHES; i++) {
                            server.command("SCRIPT", "FLUSH");
                            running.awaitAnswers(1 + random.nextInt(5));
                        }
                    });
                    assertNull(buyers.anyFailure());
                    assertEquals(0, buyers.count(Order.Answer.REFUSED));
                    assertEquals(0, buyers.lost(node.patient()));
                    buyers.check(node.patient());
                    acknowledged.addAndGet(buyers.count(Order.Answer.APPLIED));
                }
            });
        }
        System.out.println("flushed: " + client + " rounds=" + Effort.scale() + " flushes=" + Effort.scale() * FLUSHES
                + " acknowledged=" + acknowledged + " failed=0 seed=" + seed);
    }
}
