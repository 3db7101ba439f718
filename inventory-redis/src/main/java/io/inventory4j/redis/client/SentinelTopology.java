package io.inventory4j.redis.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The master that Sentinels name, for every key. */
final class SentinelTopology implements Topology, Discovery.Source<NodeAddress> {
    private final List<NodeAddress> sentinels;
    private final List<byte[]> question;
    private final Discovery<NodeAddress> master;

    SentinelTopology(RedisNodes asked, String name, List<NodeAddress> sentinels, Consumer<NodeAddress> change) {
        this.sentinels = List.copyOf(sentinels);
        this.question = List.of(bytes("SENTINEL"), bytes("GET-MASTER-ADDR-BY-NAME"), bytes(name));
        this.master = new Discovery<>(asked, this, change);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public NodeAddress master(byte[] key, Deadline deadline) {
        return master.get(deadline);
    }

    @Override
    public void refresh() {
        master.refresh();
    }

    @Override
    public List<NodeAddress> seeds(Deadline deadline) {
        return sentinels;
    }

    @Override
    public List<byte[]> question() {
        return question;
    }

    @Override
    public @Nullable NodeAddress read(NodeAddress asked, @Nullable Object reply) {
        return TopologyReplies.address(reply, asked);
    }

    @Override
    public Set<NodeAddress> others(NodeAddress answer) {
        return Set.of();
    }
}
