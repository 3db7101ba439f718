package io.inventory4j.servers.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The clusters and Sentinels that other tests start. */
@Timeout(180)
class RedisDeploymentsTest {
    private static RedisSettings durable() {
        return RedisSettings.of(Persistence.ALWAYS);
    }

    private static void assertRefused(String code, Runnable command) {
        String message = assertThrows(IllegalStateException.class, command::run).getMessage();
        assertTrue(message != null && message.startsWith(code), message);
    }

    private static List<Path> folders(List<RedisServer> servers) {
        return servers.stream().map(server -> ((EmbeddedRedis) server).folder()).toList();
    }

    private static void assertGone(List<RedisServer> servers, List<Path> folders) {
        servers.forEach(server -> assertFalse(server.answers(), server.hostAndPort()));
        folders.forEach(folder -> assertFalse(Files.exists(folder), folder.toString()));
    }

    @Test
    void aClusterReplacesADeadMaster() {
        RedisCluster cluster = RedisCluster.fresh(durable());
        List<Path> folders = folders(cluster.nodes());
        try (cluster) {
            int slot = cluster.slotOf("shop:1");
            RedisServer old = cluster.masterOf("shop:1");
            assertSame(old, cluster.masterOf(slot));
            old.command("SET", "shop:1", "42");
            assertEquals("1", old.command("WAIT", "1", "5000"));
            RedisServer other = cluster.nodes()
                    .get((cluster.nodes().indexOf(old) + 1) % cluster.nodes().size());
            assertRefused("MOVED " + slot + " " + old.hostAndPort(), () -> other.command("GET", "shop:1"));

            old.kill();
            RedisServer heir = cluster.awaitNewMaster(slot, old);
            assertEquals("42", heir.command("GET", "shop:1"));
            heir.command("SET", "shop:1", "43");
            old.restart();
            cluster.awaitReady();
            assertSame(heir, cluster.masterOf(slot));
            assertRefused("MOVED " + slot + " " + heir.hostAndPort(), () -> old.command("GET", "shop:1"));
        }
        assertGone(cluster.nodes(), folders);
    }

    @Test
    void aClusterReplacesAFrozenMaster() {
        try (RedisCluster cluster = RedisCluster.fresh(RedisSettings.of(Persistence.NONE))) {
            RedisServer old = cluster.masterOf(0);
            old.freeze();
            assertFalse(old.answers());
            RedisServer heir = cluster.awaitNewMaster(0, old);
            old.thaw();
            cluster.awaitReady();
            assertSame(heir, cluster.masterOf(0));
        }
    }

    private static String[] overKeys(String command, String prefix) {
        return new String[] {command, prefix + 0, prefix + 1, prefix + 2, prefix + 3, prefix + 4};
    }

    /** A hash tag whose slot has no key; other tests have left keys in any slot of the shared cluster. */
    private static String emptyTag(RedisCluster cluster) {
        for (int i = 0; ; i++) {
            String tag = "{carried" + i + "}";
            String slot = Integer.toString(cluster.slotOf(tag));
            if (cluster.masterOf(tag)
                    .command("CLUSTER", "COUNTKEYSINSLOT", slot)
                    .equals("0")) {
                return tag;
            }
        }
    }

    @Test
    void aSlotMovesWithItsKeys() {
        RedisCluster cluster = RedisCluster.shared();
        String tag = emptyTag(cluster);
        String moving = tag + ":\u00fc\n";
        int slot = cluster.slotOf(tag);
        RedisServer from = cluster.masterOf(slot);
        RedisServer to = cluster.masterOf((slot + 8_192) % 16_384);
        for (int key = 0; key < 5; key++) {
            from.command("SET", moving + key, "value " + key);
        }
        String ask = "ASK " + slot + " " + to.hostAndPort();
        String moved = "MOVED " + slot + " " + from.hostAndPort();
        List<String> left = new ArrayList<>();
        cluster.migrate(slot, from, to, 2, () -> {
            left.add(from.command("CLUSTER", "COUNTKEYSINSLOT", Integer.toString(slot)));
            assertRefused(ask, () -> from.command("GET", tag + ":none"));
            assertRefused(moved, () -> to.command("GET", tag + ":none"));
            if (left.size() == 2) {
                assertHalfThere(to, moving);
            }
        });
        assertEquals(List.of("5", "3", "1", "0"), left);
        assertSame(to, cluster.masterOf(slot));
        assertEquals("value 0\nvalue 1\nvalue 2\nvalue 3\nvalue 4", to.command(overKeys("MGET", moving)));
        assertRefused("MOVED " + slot + " " + to.hostAndPort(), () -> from.command(overKeys("MGET", moving)));

        cluster.migrate(slot, to, from, 100, () -> {});
        assertEquals("5", from.command(overKeys("DEL", moving)));
        assertSame(from, cluster.masterOf(slot));
    }

    private static void assertHalfThere(RedisServer to, String moving) {
        try (RespConnection connection = to.connect(Duration.ofSeconds(5))) {
            connection.ask(RespConnection.words("ASKING"));
            assertRefused("TRYAGAIN", () -> connection.ask(RespConnection.words(overKeys("MGET", moving))));
        }
    }

    @Test
    void sharedClusterOutlivesItsUsers() {
        RedisCluster cluster = RedisCluster.shared();
        RedisServer master = cluster.masterOf(0);
        assertFalse(master.killable());
        assertThrows(UnsupportedOperationException.class, master::kill);
        cluster.close();
        cluster.awaitReady();
        assertSame(cluster, RedisCluster.shared());
    }

    @Test
    void sentinelsReplaceAMasterThatDies() {
        RedisSentinels shop = RedisSentinels.fresh(durable());
        List<RedisServer> all = new ArrayList<>(shop.servers());
        all.addAll(shop.sentinels());
        List<Path> folders = folders(all);
        try (shop) {
            RedisServer old = shop.master();
            assertSame(shop.servers().get(0), old);
            old.command("SET", "unit", "42");
            assertEquals("2", old.command("WAIT", "2", "5000"));
            old.kill();
            RedisServer heir = shop.awaitNewMaster(old);
            assertEquals("42", heir.command("GET", "unit"));
            heir.command("SET", "unit", "43");
            old.restart();
            assertSame(heir, shop.master());
            // For eight seconds, Sentinels do nothing about a master that is back.
            Eventually.is("it follows", () -> old.info("master_link_status").equals("up"));
            assertEquals("43", old.command("GET", "unit"));
            assertRefused("READONLY", () -> old.command("SET", "unit", "44"));
        }
        assertGone(all, folders);
    }

    @Test
    void sentinelsReplaceAMasterOnDemand() {
        try (RedisSentinels shop = RedisSentinels.fresh(RedisSettings.of(Persistence.NONE))) {
            RedisServer old = shop.master();
            RedisServer heir = shop.failover();
            assertNotEquals(old, heir);
            assertSame(heir, shop.master());
            assertEquals("OK", heir.command("SET", "unit", "42"));
        }
    }

    @Test
    void sharedSentinelsOutliveTheirUsers() {
        RedisSentinels shop = RedisSentinels.shared();
        assertThrows(UnsupportedOperationException.class, shop::failover);
        assertThrows(
                UnsupportedOperationException.class,
                () -> shop.sentinels().get(0).kill());
        shop.close();
        shop.awaitReady();
        assertSame(shop, RedisSentinels.shared());
    }
}
