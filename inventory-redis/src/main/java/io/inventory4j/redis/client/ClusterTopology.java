package io.inventory4j.redis.client;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The masters of a cluster by their slots. */
final class ClusterTopology implements Topology, Discovery.Source<ClusterTopology.Slots> {
    private static final int SLOTS = 16_384;
    private static final List<byte[]> QUESTION =
            List.of("CLUSTER".getBytes(StandardCharsets.US_ASCII), "SLOTS".getBytes(StandardCharsets.US_ASCII));

    private final RedisNodes nodes;
    private final Function<Deadline, List<NodeAddress>> seeds;
    private final Discovery<Slots> discovery;

    ClusterTopology(RedisNodes nodes, Function<Deadline, List<NodeAddress>> seeds) {
        this.nodes = nodes;
        this.seeds = seeds;
        this.discovery = new Discovery<>(nodes, this, found -> nodes.retain(found.nodes));
    }

    /** Which node serves which slot. Does not change after it was read. */
    static final class Slots {
        private final @Nullable NodeAddress[] masters = new NodeAddress[SLOTS];
        private final Set<NodeAddress> nodes = new HashSet<>();

        /** Takes one row of the reply: first slot, last slot, master, replicas. */
        private boolean take(@Nullable Object row, NodeAddress asked) {
            if (!(row instanceof List<?> range) || range.size() < 3) {
                return false;
            }
            Long first = TopologyReplies.number(range.get(0));
            Long last = TopologyReplies.number(range.get(1));
            if (first == null || last == null || first < 0 || last >= SLOTS) {
                return false;
            }
            NodeAddress master = TopologyReplies.address(range.get(2), asked);
            for (long slot = first; slot <= last; slot++) {
                masters[(int) slot] = master;
            }
            for (Object node : range.subList(2, range.size())) {
                NodeAddress address = TopologyReplies.address(node, asked);
                if (address != null) {
                    nodes.add(address);
                }
            }
            return true;
        }
    }

    @Override
    public NodeAddress master(byte[] key, Deadline deadline) {
        int slot = nodes.slot(key);
        NodeAddress master = discovery.get(deadline).masters[slot];
        if (master == null) {
            throw new LedgerException(Effect.NONE, "Redis Cluster: no node serves slot " + slot, null);
        }
        return master;
    }

    @Override
    public void refresh() {
        discovery.refresh();
    }

    @Override
    public List<NodeAddress> seeds(Deadline deadline) {
        return seeds.apply(deadline);
    }

    @Override
    public List<byte[]> question() {
        return QUESTION;
    }

    @Override
    public @Nullable Slots read(NodeAddress asked, @Nullable Object reply) {
        if (!(reply instanceof List<?> rows) || rows.isEmpty()) {
            return null;
        }
        Slots slots = new Slots();
        for (Object row : rows) {
            if (!slots.take(row, asked)) {
                return null;
            }
        }
        return slots;
    }

    @Override
    public Set<NodeAddress> others(Slots answer) {
        return answer.nodes;
    }
}
