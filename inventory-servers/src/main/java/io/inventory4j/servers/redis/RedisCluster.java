package io.inventory4j.servers.redis;

import io.inventory4j.servers.redis.RedisSettings.Persistence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Redis Cluster for tests: three masters with a replica each, all on this machine. A master that is gone for two seconds
 * is replaced by its replica. Thread-safe.
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

    /**
     * The cluster of this JVM, for all tests that leave its nodes running and its masters masters. It is in memory only.
     *
     * @return the cluster; it ends with the JVM, and closing it does nothing
     */
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
     * @param settings what all nodes have in common
     * @return the cluster, when all nodes agree about it and all replicas follow their masters
     */
    public static RedisCluster fresh(RedisSettings settings) {
        RedisSettings own =
                settings.clustered().behind("cluster-node-timeout 2000", "cluster-replica-validity-factor 0");
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
            // Given before they meet, or they would have to argue about it.
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

    /** Waits until all six nodes are up and agree, all slots are served, and all replicas follow their masters. */
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
        List<String> told = node.command("CLUSTER", "INFO").lines().toList();
        return told.contains("cluster_state:ok") && told.contains("cluster_slots_ok:" + SLOTS);
    }

    /**
     * All nodes, in whatever state.
     *
     * @return the nodes; at first the three masters, then their replicas in the same order
     */
    public List<RedisServer> nodes() {
        return nodes;
    }

    /**
     * The slot of a key.
     *
     * @param key the key
     * @return 0 to 16,383
     */
    public int slotOf(String key) {
        RedisServer any = answering().findFirst().orElseThrow();
        return Integer.parseInt(any.command("CLUSTER", "KEYSLOT", key));
    }

    private Stream<RedisServer> answering() {
        return nodes.stream().filter(RedisServer::answers);
    }

    /**
     * The master that serves a key.
     *
     * @param key the key
     * @return the node
     * @throws IllegalStateException if there is none at the moment
     */
    public RedisServer masterOf(String key) {
        return masterOf(slotOf(key));
    }

    /**
     * The master that serves a slot.
     *
     * @param slot 0 to 16,383
     * @return the node
     * @throws IllegalStateException if there is none at the moment
     */
    public RedisServer masterOf(int slot) {
        return owner(slot).orElseThrow(() -> new IllegalStateException("nobody serves slot " + slot));
    }

    // A master that was replaced while it was down does not know yet when it comes back: the later epoch wins.
    private Optional<RedisServer> owner(int slot) {
        record Claim(RedisServer node, ClusterMember self) {}
        return answering()
                .map(node -> new Claim(node, ClusterMember.self(node)))
                .filter(claim -> claim.self().isMaster() && claim.self().owns(slot))
                .max(Comparator.comparingLong(claim -> claim.self().epoch()))
                .map(Claim::node);
    }

    /**
     * Waits until another node serves a slot, and all that answer agree to it.
     *
     * @param slot 0 to 16,383
     * @param old the former master
     * @return the new one
     */
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
     * @param slot 0 to 16,383
     * @param from who serves it
     * @param to who shall serve it
     * @param keysPerStep how many keys go at a time
     * @param between runs when the slot is marked on both sides, and again behind each step: keys that went are answered
     *     ASK by the one, and keys that did not go are not to be had from the other
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
        // The new one first: until it knows, the others must not send anybody there.
        to.command("CLUSTER", "SETSLOT", name, "NODE", newOwner);
        answering()
                .filter(node -> !node.equals(to) && ClusterMember.self(node).isMaster())
                .forEach(node -> node.command("CLUSTER", "SETSLOT", name, "NODE", newOwner));
        Eventually.is("all know who serves slot " + slot, () -> agreed(slot, to));
    }

    /** Ends all nodes and deletes their data; nothing if it is the shared one. */
    @Override
    public void close() {
        nodes.forEach(RedisServer::close);
    }
}
