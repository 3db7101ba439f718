package io.inventory4j.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Bucket;
import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.Move;
import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import java.time.Duration;
import java.util.List;
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
}
