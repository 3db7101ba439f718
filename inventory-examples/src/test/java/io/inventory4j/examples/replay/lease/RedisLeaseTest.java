package io.inventory4j.examples.replay.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.servers.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One process has the key, and it is free again when nobody renews it. */
@Timeout(60)
class RedisLeaseTest {
    private static final Duration LIFE = Duration.ofSeconds(2);

    private final RedisServer server = RedisServer.shared();
    private final RedisURI uri = RedisURI.create("redis://" + server.hostAndPort());
    private final RedisClient client = RedisClient.create();
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void forget() {
        server.command("DEL", RedisLease.KEY);
    }

    @AfterEach
    void shutDown() {
        client.shutdown();
    }

    private RedisLease take() throws StoreInUseException {
        return RedisLease.take(client, uri, said::add, LIFE);
    }

    @Test
    void aLeaseThatIsRenewedIsRefusedToTheNextUntilItIsGivenBack() throws Exception {
        try (RedisLease lease = take()) {
            lease.check();
            StoreInUseException refused = assertThrows(StoreInUseException.class, this::take);
            assertEquals(
                    "another process sells by it (it renews the key live-sale:lease); wait until it has ended, or name"
                            + " another store",
                    refused.getMessage());
            assertEquals(1, said.size());
            lease.check();
        }
        assertEquals("0", server.command("EXISTS", RedisLease.KEY));
        take().close();
    }

    /** As a process leaves it that was killed. */
    @Test
    void aLeaseThatNobodyRenewsIsWaitedFor() throws Exception {
        server.command("SET", RedisLease.KEY, "gone", "PX", "700");
        try (RedisLease lease = take()) {
            lease.check();
        }
        assertTrue(said.get(0).startsWith("Another process has sold here; waiting up to "), said::toString);
    }

    @Test
    void aKeyThatLivesForEverIsNotWaitedFor() {
        server.command("SET", RedisLease.KEY, "somebody");
        assertThrows(StoreInUseException.class, this::take);
        assertEquals("1", server.command("EXISTS", RedisLease.KEY));
    }

    /** As when a process was stopped for longer than its lease lives, and another one has begun. */
    @Test
    void aLeaseThatAnotherHasTakenIsFoundAndNotTakenBack() throws Exception {
        try (RedisLease lease = take()) {
            server.command("SET", RedisLease.KEY, "other", "PX", "60000");
            LedgerException lost = assertThrows(LedgerException.class, () -> {
                while (true) {
                    lease.check();
                    Thread.onSpinWait();
                }
            });
            assertTrue(String.valueOf(lost.getMessage()).contains("another process may sell by it"), lost::getMessage);
        }
        assertEquals("other", server.command("GET", RedisLease.KEY));
    }

    @Test
    void aKeyThatHasRunOutIsTakenAgainWhereNobodyElseHasIt() throws Exception {
        try (RedisLease lease = take()) {
            server.command("DEL", RedisLease.KEY);
            while (server.command("EXISTS", RedisLease.KEY).equals("0")) {
                Thread.onSpinWait();
            }
            lease.check();
        }
    }

    @Test
    void aRedisThatDoesNotAnswerIsALedgerException() {
        assertThrows(
                LedgerException.class,
                () -> RedisLease.take(client, RedisURI.create("redis://127.0.0.1:1"), said::add, LIFE));
    }
}
