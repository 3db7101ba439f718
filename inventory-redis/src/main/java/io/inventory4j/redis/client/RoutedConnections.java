package io.inventory4j.redis.client;

import io.inventory4j.redis.RedisConnection;
import io.inventory4j.redis.RedisConnections;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends each call to the node that a topology names. */
final class RoutedConnections implements RedisConnections {
    private static final List<byte[]> ASKING = List.of("ASKING".getBytes(StandardCharsets.US_ASCII));

    private final RedisNodes nodes;
    private final Topology topology;
    private final Runnable closing;

    /** The given action frees the nodes and whatever else belongs to them. */
    RoutedConnections(RedisNodes nodes, Topology topology, Runnable closing) {
        this.nodes = nodes;
        this.topology = topology;
        this.closing = closing;
    }

    @Override
    public List<@Nullable Object> send(byte[] key, List<List<byte[]>> commands, Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        return nodes.send(topology.master(key, deadline), checked(commands), deadline);
    }

    @Override
    public List<@Nullable Object> ask(String node, List<List<byte[]>> commands, Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        List<List<byte[]>> withAsking = new ArrayList<>(2 * commands.size());
        for (List<byte[]> command : checked(commands)) {
            withAsking.add(ASKING);
            withAsking.add(command);
        }
        List<@Nullable Object> replies = nodes.send(NodeAddress.parse(node), withAsking, deadline);
        List<@Nullable Object> toCommands = new ArrayList<>(commands.size());
        for (int i = 1; i < replies.size(); i += 2) {
            toCommands.add(replies.get(i));
        }
        return toCommands;
    }

    private static List<List<byte[]>> checked(List<List<byte[]>> commands) {
        if (commands.isEmpty()) {
            throw new IllegalArgumentException("no commands");
        }
        for (List<byte[]> command : commands) {
            if (command.isEmpty()) {
                throw new IllegalArgumentException("a command without a name");
            }
        }
        return commands;
    }

    @Override
    public void refresh() {
        topology.refresh();
    }

    @Override
    public RedisConnection open(byte[] key, Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        return nodes.open(topology.master(key, deadline), deadline);
    }

    @Override
    public RedisConnection openAsked(String node, Duration timeout) {
        return nodes.open(NodeAddress.parse(node), Deadline.in(timeout));
    }

    @Override
    public void close() {
        closing.run();
    }
}
