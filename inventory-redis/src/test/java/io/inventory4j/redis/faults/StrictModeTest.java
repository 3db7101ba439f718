package io.inventory4j.redis.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.redis.ClientLibrary;
import io.inventory4j.redis.Deployment;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.redis.RedisLedgerBuilder;
import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.faults.SaleStock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In strict mode a call is acknowledged only when replicas have it, over whichever connection. */
class StrictModeTest {
    private static final Move MOVE =
            Move.of("m", "opening", new Posting(StockKey.of("A"), Bucket.OUTSIDE, Bucket.AVAILABLE, 1));

    private static RedisLedger strict(RedisConnections connections) {
        return RedisLedger.builder(connections)
                .replicas(1, Duration.ofMillis(300))
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void aRetryIsNotAcknowledgedEitherWhileNoReplicaHasIt(ClientLibrary client) {
        RedisSettings none = RedisSettings.of(Persistence.NONE);
        try (RedisServer master = RedisServer.fresh(none);
                RedisServer replica = RedisServer.fresh(none.replicaOf(master.address()));
                RedisConnections first = client.single(master.address(), Deployment.STRAIGHT);
                RedisConnections second = client.single(master.address(), Deployment.STRAIGHT);
                RedisLedger one = strict(first);
                RedisLedger another = strict(second)) {
            Eventually.is(
                    "the replica follows",
                    () -> replica.command("INFO", "replication").contains("master_link_status:up"));
            replica.freeze();
            assertUnknown(one);
            assertUnknown(another);
            replica.thaw();
            assertTrue(acknowledged(another).replayed(), "applied by the first call, and acknowledged only now");
        }
    }

    /** Repeats a call until the replica has it; until then the answer is UNKNOWN. */
    private static Outcome.Applied acknowledged(RedisLedger ledger) {
        for (int tries = 0; tries < 60; tries++) {
            try {
                return (Outcome.Applied) ledger.apply(List.of(MOVE)).get(0);
            } catch (LedgerException e) {
                assertEquals(Effect.UNKNOWN, e.effect());
            }
        }
        throw new AssertionError("the replica goes on, and has nothing yet");
    }

    private static void assertUnknown(RedisLedger ledger) {
        LedgerException failure = assertThrows(LedgerException.class, () -> ledger.apply(List.of(MOVE)));
        assertEquals(Effect.UNKNOWN, failure.effect());
    }

    /** What gives units back is done above maxmemory, so it has to be acknowledged too. */
    @ParameterizedTest
    @EnumSource
    void unitsAreGivenBackWhenMemoryIsFull(ClientLibrary client) {
        RedisSettings none = RedisSettings.of(Persistence.NONE);
        try (RedisServer master = RedisServer.fresh(none);
                RedisServer replica = RedisServer.fresh(none.replicaOf(master.address()));
                RedisConnections connections = client.single(master.address(), Deployment.STRAIGHT);
                RedisLedger ledger = strict(connections)) {
            SaleStock.fill(ledger);
            assertTrue(replica.answers());
            SaleStock.insist(ledger, SaleStock.cart("order", 0));
            master.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
            master.command("CONFIG", "SET", "maxmemory", "1");
            SaleStock.insist(ledger, SaleStock.settle("order", Transition.RELEASE));
            LedgerException full =
                    assertThrows(LedgerException.class, () -> SaleStock.apply(ledger, SaleStock.cart("other", 0)));
            assertEquals(Effect.NONE, full.effect(), full::toString);
        }
    }

    /** Connections that wait for replicas are cut while buyers buy. */
    @ParameterizedTest
    @EnumSource
    void aCutConnectionLeavesNothingHalfDone(ClientLibrary client) {
        RedisSettings none = RedisSettings.of(Persistence.NONE);
        try (RedisServer master = RedisServer.fresh(none);
                RedisServer replica = RedisServer.fresh(none.replicaOf(master.address()));
                ShopNode node = ShopNode.over(
                        client.single(master.address(), Deployment.STRAIGHT),
                        "shop",
                        options -> options.replicas(1, Duration.ofSeconds(5)).timeout(Duration.ofSeconds(20)))) {
            SaleStock.fill(node.ledger());
            assertTrue(replica.answers());
            Buyers buyers = new Buyers(node.ledger(), "order");
            buyers.buy(running -> {
                for (int cut = 0; cut < 5; cut++) {
                    running.awaitAnswers(30);
                    master.command("CLIENT", "KILL", "TYPE", "normal");
                }
                running.awaitAnswers(30);
            });
            assertEquals(0, buyers.lost(node.patient()), "acknowledged, and lost");
            buyers.check(node.patient());
        }
    }

    @Test
    void waitingForReplicasHasToEndBeforeTheCall() {
        RedisLedgerBuilder builder = RedisLedger.builder(Deployment.SINGLE.shared(ClientLibrary.JEDIS))
                .replicas(1, Duration.ofSeconds(2))
                .timeout(Duration.ofSeconds(2));
        IllegalArgumentException tooLong = assertThrows(IllegalArgumentException.class, builder::build);
        assertEquals("within is PT2S; it must be less than the timeout, PT2S", tooLong.getMessage());
    }
}
