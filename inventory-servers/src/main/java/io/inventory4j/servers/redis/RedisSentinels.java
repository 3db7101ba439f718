package io.inventory4j.servers.redis;

import io.inventory4j.servers.Eventually;
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
 * A master with two replicas and three Sentinels, all on this machine, for tests. A master that is gone for a second is
 * replaced. Thread-safe.
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

    /** The servers and Sentinels that all tests of this JVM share, in memory only. Closing them does nothing. */
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
     * @param settings of all servers
     * @return servers and Sentinels, as soon as every Sentinel knows the others and the replicas
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
            RedisSentinels all = new RedisSentinels(servers, List.of());
            // Before the Sentinels start: each looks for replicas at its start, and then only every ten seconds.
            Eventually.is("replicas follow", all::replicasFollow);
            for (int sentinel = 0; sentinel < SENTINELS; sentinel++) {
                sentinels.add(EmbeddedRedis.sentinel(lines(master)));
            }
            all = new RedisSentinels(servers, sentinels);
            all.awaitReady();
            ready = true;
            return all;
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
                // With less, a busy machine alone would cause a failover.
                "sentinel down-after-milliseconds " + NAME + " 1000",
                "sentinel failover-timeout " + NAME + " 2000",
                "sentinel parallel-syncs " + NAME + " " + REPLICAS);
    }

    /** The three servers, in whatever state; the first was the first master. */
    public List<RedisServer> servers() {
        return servers;
    }

    /** The three Sentinels. */
    public List<RedisServer> sentinels() {
        return sentinels;
    }

    /** The master that all answering Sentinels agree on; throws if there is none at the moment. */
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
     * Waits until all six run, the replicas follow the master, and every Sentinel knows that and the other Sentinels.
     * After a failover that takes about 20 s: Sentinels do nothing about a former master for eight, and look every ten.
     */
    public void awaitReady() {
        Eventually.is("replicas follow", this::replicasFollow);
        Eventually.is(
                "the Sentinels know all",
                () -> agreed().isPresent() && sentinels.stream().allMatch(RedisSentinels::knowsAll));
    }

    private boolean replicasFollow() {
        return servers.stream().filter(RedisSentinels::isMaster).count() == 1
                && servers.stream()
                        .allMatch(server -> isMaster(server)
                                ? server.info("connected_slaves").equals(Integer.toString(REPLICAS))
                                : server.info("master_link_status").equals("up"));
    }

    private static boolean knowsAll(RedisServer sentinel) {
        List<String> master = fields(sentinel, "MASTER");
        List<String> replicas = fields(sentinel, "REPLICAS");
        return times(master, "flags", "master") == 1
                && times(master, "num-slaves", Integer.toString(REPLICAS)) == 1
                && times(master, "num-other-sentinels", Integer.toString(SENTINELS - 1)) == 1
                && times(replicas, "flags", "slave") == REPLICAS
                && times(replicas, "master-link-status", "ok") == REPLICAS
                && sentinel.command("SENTINEL", "CKQUORUM", NAME).startsWith("OK " + SENTINELS + " usable");
    }

    /** What a Sentinel says about its master or replicas: name, value, name, value and so on. */
    private static List<String> fields(RedisServer sentinel, String about) {
        return Arrays.asList(sentinel.command("SENTINEL", about, NAME).split("\n", -1));
    }

    private static long times(List<String> fields, String name, String value) {
        long times = 0;
        for (int at = 0; at + 1 < fields.size(); at += 2) {
            if (fields.get(at).equals(name) && fields.get(at + 1).equals(value)) {
                times++;
            }
        }
        return times;
    }

    /** Makes the Sentinels replace the running master; returns the new one. Not for the shared servers. */
    public RedisServer failover() {
        RedisServer old = master();
        if (!old.killable()) {
            throw new UnsupportedOperationException("these servers belong to others; see RedisServer.killable()");
        }
        // It is refused until the last failover is over.
        Eventually.is(
                "a failover begins",
                () -> sentinels.get(0).command("SENTINEL", "FAILOVER", NAME).equals("OK"));
        return awaitNewMaster(old);
    }

    /** Waits until all answering Sentinels name another master than the old one; returns it. */
    public RedisServer awaitNewMaster(RedisServer old) {
        List<RedisServer> found = new ArrayList<>();
        Eventually.is("there is a new master", () -> {
            found.clear();
            agreed().filter(master -> !master.equals(old)).ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    /** Ends all and deletes their data. Does nothing to the shared servers. */
    @Override
    public void close() {
        // The Sentinels first, so that they do not start a failover.
        sentinels.forEach(RedisServer::close);
        servers.forEach(RedisServer::close);
    }
}
