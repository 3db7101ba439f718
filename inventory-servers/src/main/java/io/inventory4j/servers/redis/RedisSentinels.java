package io.inventory4j.servers.redis;

import io.inventory4j.servers.redis.RedisSettings.Persistence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A master with two replicas under the eyes of three Sentinels, all on this machine, for tests. A master that is gone for a
 * second is replaced. Thread-safe.
 */
public final class RedisSentinels implements AutoCloseable {
    /** What the Sentinels call the master. */
    public static final String NAME = "shop";

    private static final int REPLICAS = 2;
    private static final int SENTINELS = 3;
    private static final int QUORUM = 2;

    private static @Nullable RedisSentinels shared;

    private final List<RedisServer> servers;
    private final List<RedisServer> sentinels;

    private RedisSentinels(List<RedisServer> servers, List<RedisServer> sentinels) {
        this.servers = List.copyOf(servers);
        this.sentinels = List.copyOf(sentinels);
    }

    /**
     * The servers and Sentinels of this JVM, for all tests that leave them running and the master master. They are in memory
     * only.
     *
     * @return the lot; it ends with the JVM, and closing it does nothing
     */
    public static synchronized RedisSentinels shared() {
        if (shared == null) {
            RedisSentinels own = fresh(RedisSettings.of(Persistence.NONE));
            shared = new RedisSentinels(
                    own.servers.stream().map(RedisServer::lend).toList(),
                    own.sentinels.stream().map(RedisServer::lend).toList());
        }
        return shared;
    }

    /**
     * Servers and Sentinels for one test, which closes them.
     *
     * @param settings what all servers have in common
     * @return the lot, when every Sentinel knows the others and the replicas
     */
    public static RedisSentinels fresh(RedisSettings settings) {
        List<RedisServer> servers = new ArrayList<>();
        List<RedisServer> sentinels = new ArrayList<>();
        boolean ready = false;
        try {
            RedisServer master = RedisServer.fresh(settings);
            servers.add(master);
            for (int replica = 0; replica < REPLICAS; replica++) {
                servers.add(RedisServer.fresh(settings.replicaOf(master.address())));
            }
            RedisSentinels lot = new RedisSentinels(servers, List.of());
            // Before any Sentinel looks: it would not look at the replicas again for ten seconds.
            Eventually.is("replicas follow", lot::replicasFollow);
            for (int sentinel = 0; sentinel < SENTINELS; sentinel++) {
                sentinels.add(EmbeddedRedis.sentinel(lines(master)));
            }
            lot = new RedisSentinels(servers, sentinels);
            lot.awaitReady();
            ready = true;
            return lot;
        } finally {
            if (!ready) {
                new RedisSentinels(servers, sentinels).close();
            }
        }
    }

    private static List<String> lines(RedisServer master) {
        String at = master.host() + " " + master.address().getPort();
        return List.of(
                "sentinel monitor " + NAME + " " + at + " " + QUORUM,
                // Less, and a busy machine alone would make it happen.
                "sentinel down-after-milliseconds " + NAME + " 1000",
                "sentinel failover-timeout " + NAME + " 2000",
                "sentinel parallel-syncs " + NAME + " " + REPLICAS);
    }

    /**
     * The servers, in whatever state.
     *
     * @return the three of them; the first was the first master
     */
    public List<RedisServer> servers() {
        return servers;
    }

    /**
     * The Sentinels.
     *
     * @return the three of them
     */
    public List<RedisServer> sentinels() {
        return sentinels;
    }

    /**
     * The master, about which all Sentinels that answer agree.
     *
     * @return the server
     * @throws IllegalStateException if there is none at the moment
     */
    public RedisServer master() {
        return agreed().orElseThrow(() -> new IllegalStateException("no master"));
    }

    private Optional<RedisServer> agreed() {
        Set<String> named = answering(sentinels)
                .map(sentinel -> sentinel.command("SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME)
                        .replace('\n', ':'))
                .collect(Collectors.toSet());
        return answering(servers)
                .filter(server -> named.equals(Set.of(server.hostAndPort())) && isMaster(server))
                .findFirst();
    }

    private static Stream<RedisServer> answering(List<RedisServer> all) {
        return all.stream().filter(RedisServer::answers);
    }

    private static boolean isMaster(RedisServer server) {
        return server.info("role").equals("master");
    }

    /**
     * Waits until all six are up, the replicas follow the master, and every Sentinel sees that and the other Sentinels. That
     * takes about 20 s behind a failover: Sentinels leave a former master alone for eight, and look every ten.
     */
    public void awaitReady() {
        Eventually.is("replicas follow", this::replicasFollow);
        Eventually.is(
                "Sentinels see all",
                () -> agreed().isPresent() && sentinels.stream().allMatch(RedisSentinels::seesAll));
    }

    private boolean replicasFollow() {
        return servers.stream().filter(RedisSentinels::isMaster).count() == 1
                && servers.stream()
                        .allMatch(server -> isMaster(server)
                                ? server.info("connected_slaves").equals(Integer.toString(REPLICAS))
                                : server.info("master_link_status").equals("up"));
    }

    private static boolean seesAll(RedisServer sentinel) {
        List<String> master = told(sentinel, "MASTER");
        List<String> replicas = told(sentinel, "REPLICAS");
        return times(master, "flags", "master") == 1
                && times(master, "num-slaves", Integer.toString(REPLICAS)) == 1
                && times(master, "num-other-sentinels", Integer.toString(SENTINELS - 1)) == 1
                && times(replicas, "flags", "slave") == REPLICAS
                && times(replicas, "master-link-status", "ok") == REPLICAS
                && sentinel.command("SENTINEL", "CKQUORUM", NAME).startsWith("OK " + SENTINELS + " usable");
    }

    /** Names and values by turns. */
    private static List<String> told(RedisServer sentinel, String about) {
        return Arrays.asList(sentinel.command("SENTINEL", about, NAME).split("\n", -1));
    }

    private static long times(List<String> told, String name, String value) {
        long times = 0;
        for (int at = 0; at + 1 < told.size(); at += 2) {
            if (told.get(at).equals(name) && told.get(at + 1).equals(value)) {
                times++;
            }
        }
        return times;
    }

    /**
     * Has the Sentinels make a replica the master, while the old one runs. Not for the shared lot.
     *
     * @return the new master
     */
    public RedisServer failover() {
        RedisServer old = master();
        if (!old.killable()) {
            throw new UnsupportedOperationException("these servers belong to others; see RedisServer.killable()");
        }
        // Refused while the last failover is not quite over.
        Eventually.is(
                "a failover begins",
                () -> sentinels.get(0).command("SENTINEL", "FAILOVER", NAME).equals("OK"));
        return awaitNewMaster(old);
    }

    /**
     * Waits until all Sentinels that answer name another master, which is one. Kill the old one, or call {@link #failover}.
     *
     * @param old the former master
     * @return the new one
     */
    public RedisServer awaitNewMaster(RedisServer old) {
        List<RedisServer> found = new ArrayList<>();
        Eventually.is("there is a new master", () -> {
            found.clear();
            agreed().filter(master -> !master.equals(old)).ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    /** Ends them all and deletes their data; nothing if it is the shared lot. */
    @Override
    public void close() {
        // The Sentinels first, or they would see the master die.
        sentinels.forEach(RedisServer::close);
        servers.forEach(RedisServer::close);
    }
}
