package io.inventory4j.redis.client;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.servers.redis.RedisServer;
import io.lettuce.core.RedisClient;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.JedisClientConfig;

/** Which versions of the client libraries are taken, and which the tests run with. */
class ClientVersionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"6.4.2.RELEASE/7df8cd1", "5.3.7.RELEASE", "4.5", "6.0"})
    void anOldLettuceIsRefusedWithWhatIsNeeded(String version) {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> ClientVersions.checkLettuce(version));
        assertEquals(
                "Lettuce is of version " + version + "; the ledger in Redis needs Lettuce 6.5 to 7",
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.5.0.RELEASE/abc", "6.10.1", "7.0.0.BETA2", "8.1", "", "of the shop", "6", "65536000.1"})
    void anotherIsTaken(String version) {
        assertDoesNotThrow(() -> ClientVersions.checkLettuce(version));
        assertDoesNotThrow(() -> ClientVersions.checkLettuce(null));
    }

    @Test
    void anOldJedisIsRefusedWithWhatIsNeeded() {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> ClientVersions.checkJedis("redis.clients.Missing"));
        assertEquals("Jedis is older than 5; the ledger in Redis needs Jedis 5 to 8", refused.getMessage());
        assertDoesNotThrow(() -> ClientVersions.checkJedis());
    }

    /** docs/testing.md has commands that run the tests with other versions than the code is compiled with. */
    @Test
    void theTestsRunWithTheVersionsThatTheCommandNames() {
        String lettuce = jar(RedisClient.class);
        String jedis = jar(JedisClientConfig.class);
        RedisServer server = RedisServer.shared();
        System.out.println("clients: " + lettuce + " " + jedis + " server: " + server.info("redis_version") + " "
                + server.info("valkey_version"));
        assertTrue(lettuce.contains(System.getProperty("inventory.test.lettuce", "lettuce-core-")), lettuce);
        assertTrue(jedis.contains(System.getProperty("inventory.test.jedis", "jedis-")), jedis);
    }

    private static String jar(Class<?> type) {
        String path = Objects.requireNonNull(
                        type.getProtectionDomain().getCodeSource().getLocation())
                .getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
