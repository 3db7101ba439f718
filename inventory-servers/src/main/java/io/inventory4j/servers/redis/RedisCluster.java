package io.inventory4j.servers.redis;

import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Redis Cluster for tests: three masters with a replica each, all on this machine. A master that is gone for two
 * seconds is replaced by its replica. Thread-safe.
 */
public final class RedisCluster implements AutoCloseable {
    private static final int MASTERS = 3;
    private static final int NODES = 2 * MASTERS;
    private static final int SLOTS = 16_384;
    private static final String MIGRATE_MILLIS = "5000";

    private static @Nullable RedisCluster shared;

    private final List<RedisServer> nodes;

    private RedisCluster(List<RedisServer> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** The cluster that all tests of this JVM share, in memory only. It ends with the JVM; closing it does nothing. */
    public static synchronized RedisCluster shared() {
        if (shared == null) {
            RedisCluster own = fresh(RedisSettings.of(Persistence.NONE));
            shared = new RedisCluster(own.nodes.stream().map(RedisServer::lend).toList());
        }
        return shared;
    }

    /**
     * A cluster for one test, which closes it.
     *
     * @param settings of all nodes
     * @return the cluster, as soon as all nodes agree about it and all replicas follow their masters
     */
    public static RedisCluster fresh(RedisSettings settings) {
        RedisSettings own =
                settings.clustered().after("cluster-node-timeout 2000", "cluster-replica-validity-factor 0");
        List<RedisServer> nodes = new ArrayList<>();
        boolean ready = false;
        try {
            for (int node = 0; node < NODES; node++) {
                nodes.add(RedisServer.fresh(own));
            }
            RedisCluster cluster = new RedisCluster(nodes);
            cluster.join();
            ready = true;
            return cluster;
        } finally {
            if (!ready) {
                nodes.forEach(RedisServer::close);
            }
        }
    }

    private void join() {
        for (int node = 0; node < NODES; node++) {
            // An epoch each before they meet, so that they need not settle a conflict of epochs.
            nodes.get(node).command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(node + 1));
            if (node < MASTERS) {
                Stream<String> slots = IntStream.range(SLOTS * node / MASTERS, SLOTS * (node + 1) / MASTERS)
                        .mapToObj(Integer::toString);
                nodes.get(node)
                        .command(Stream.concat(Stream.of("CLUSTER", "ADDSLOTS"), slots)
                                .toArray(String[]::new));
            }
        }
        RedisServer first = nodes.get(0);
        for (RedisServer other : nodes.subList(1, NODES)) {
            first.command(
                    "CLUSTER",
                    "MEET",
                    other.host(),
                    Integer.toString(other.address().getPort()));
        }
        Eventually.is("all nodes have met", () -> nodes.stream().allMatch(RedisCluster::knowsAll));
        for (int master = 0; master < MASTERS; master++) {
            nodes.get(MASTERS + master).command("CLUSTER", "REPLICATE", id(nodes.get(master)));
        }
        awaitReady();
    }

    private static boolean knowsAll(RedisServer node) {
        List<ClusterMember> members = ClusterMember.seenBy(node);
        return members.size() == NODES && members.stream().allMatch(ClusterMember::isWell);
    }

    private static String id(RedisServer node) {
        return node.command("CLUSTER", "MYID");
    }

    /** Waits until all six nodes run and agree, all slots are served, and all replicas follow their masters. */
    public void awaitReady() {
        Eventually.is("the cluster is ready", () -> nodes.stream().allMatch(RedisCluster::isReady));
    }

    private static boolean isReady(RedisServer node) {
        long masters = ClusterMember.seenBy(node).stream()
                .filter(ClusterMember::isMaster)
                .count();
        return knowsAll(node)
                && masters == MASTERS
                && servesAll(node)
                && (ClusterMember.self(node).isMaster()
                        ? node.info("slave0").contains("state=online")
                        : node.info("master_link_status").equals("up"));
    }

    private static boolean servesAll(RedisServer node) {
        List<String> info = node.command("CLUSTER", "INFO").lines().toList();
        return info.contains("cluster_state:ok") && info.contains("cluster_slots_ok:" + SLOTS);
    }

    /** All nodes, in whatever state: those that were the first masters, then their replicas in the same order. */
    public List<RedisServer> nodes() {
        return nodes;
    }

    /** The slot of a key, 0 to 16,383. */
    public int slotOf(String key) {
        RedisServer any = answering().findFirst().orElseThrow();
        return Integer.parseInt(any.command("CLUSTER", "KEYSLOT", key));
    }

    private Stream<RedisServer> answering() {
        return nodes.stream().filter(RedisServer::answers);
    }

    /** The master that serves a key; throws if there is none at the moment. */
    public RedisServer masterOf(String key) {
        return masterOf(slotOf(key));
    }

    /** The master that serves a slot; throws if there is none at the moment. */
    public RedisServer masterOf(int slot) {
        return owner(slot).orElseThrow(() -> new IllegalStateException("nobody serves slot " + slot));
    }

    // A master that was replaced while it was down still claims its slots when it returns: the later epoch counts.
    private Optional<RedisServer> owner(int slot) {
        record Claim(RedisServer node, ClusterMember self) {}
        return answering()
                .map(node -> new Claim(node, ClusterMember.self(node)))
                .filter(claim -> claim.self().isMaster() && claim.self().owns(slot))
                .max(Comparator.comparingLong(claim -> claim.self().epoch()))
                .map(Claim::node);
    }

    /** Waits until another node than the old master serves a slot, and all answering nodes agree; returns it. */
    public RedisServer awaitNewMaster(int slot, RedisServer old) {
        List<RedisServer> found = new ArrayList<>();
        Eventually.is("a new master serves slot " + slot, () -> {
            found.clear();
            owner(slot).filter(owner -> !owner.equals(old)).ifPresent(found::add);
            return !found.isEmpty() && agreed(slot, found.get(0)) && answering().allMatch(RedisCluster::servesAll);
        });
        return found.get(0);
    }

    private boolean agreed(int slot, RedisServer owner) {
        return answering()
                .allMatch(node -> ClusterMember.seenBy(node).stream()
                        .filter(member -> member.owns(slot))
                        .map(ClusterMember::hostAndPort)
                        .toList()
                        .equals(List.of(owner.hostAndPort())));
    }

    /**
     * Moves a slot with its keys to another master, as an operator does it.
     *
     * @param between runs when both nodes know that the slot moves, and again after each step: the old node answers ASK
     *     for keys that have moved, and the new one does not have the others yet
     */
    public void migrate(int slot, RedisServer from, RedisServer to, int keysPerStep, Runnable between) {
        String name = Integer.toString(slot);
        String newOwner = id(to);
        to.command("CLUSTER", "SETSLOT", name, "IMPORTING", id(from));
        from.command("CLUSTER", "SETSLOT", name, "MIGRATING", newOwner);
        between.run();
        String count = Integer.toString(keysPerStep);
        for (List<byte[]> keys = from.list("CLUSTER", "GETKEYSINSLOT", name, count);
                !keys.isEmpty();
                keys = from.list("CLUSTER", "GETKEYSINSLOT", name, count)) {
            String port = Integer.toString(to.address().getPort());
            List<byte[]> command =
                    new ArrayList<>(RespConnection.words("MIGRATE", to.host(), port, "", "0", MIGRATE_MILLIS, "KEYS"));
            command.addAll(keys);
            from.ask(command);
            between.run();
        }
        // The new one first: it must know before others send clients to it.
        to.command("CLUSTER", "SETSLOT", name, "NODE", newOwner);
        answering()
                .filter(node -> !node.equals(to) && ClusterMember.self(node).isMaster())
                .forEach(node -> node.command("CLUSTER", "SETSLOT", name, "NODE", newOwner));
        Eventually.is("all know who serves slot " + slot, () -> agreed(slot, to));
    }

    /** Ends all nodes and deletes their data. Does nothing to the shared cluster. */
    @Override
    public void close() {
        nodes.forEach(RedisServer::close);
    }
}
