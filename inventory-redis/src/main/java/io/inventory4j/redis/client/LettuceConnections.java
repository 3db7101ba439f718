package io.inventory4j.redis.client;

import io.inventory4j.redis.RedisConnections;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.protocol.ProtocolVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A Redis deployment over Lettuce 6.5 to 7. One connection to each node is shared by all threads; in strict mode, a few
 * more are for calls that wait for replicas.
 *
 * <p>The resources of the given client (threads, address resolver, tracing) and its options are used, and not its
 * connections: Lettuce reconnects by itself and by default sends again what was under way, and a ledger's commands must
 * not be sent twice. So connections are made here with a copy of the options in which these differ:
 * {@code autoReconnect} is off and commands are rejected while disconnected (the next call connects anew), commands
 * have no timeout besides that of the call, the protocol is RESP2, and maintenance notifications, which Lettuce has
 * from 7 on, are off. The options of the client stay as they are. Shut the client down only after {@link
 * RedisConnections#close()}.
 */
// A shop that has this client requires its module itself; one that has the other need not have it.
@SuppressWarnings("exports")
public final class LettuceConnections {
    private LettuceConnections() {}

    /**
     * A server, or the master that Sentinels name if the address has them: then as {@link #sentinel}.
     *
     * @param client its resources and options are used
     * @param uri where it is, and as whom to connect
     * @return the connections; nothing is opened before the first call
     */
    public static RedisConnections standalone(RedisClient client, RedisURI uri) {
        Objects.requireNonNull(uri, "uri");
        if (!uri.getSentinels().isEmpty()) {
            return sentinel(client, uri);
        }
        String host = uri.getSocket() == null ? uri.getHost() : uri.getSocket();
        NodeAddress server = new NodeAddress(host, uri.getPort());
        RedisClient own = own(client);
        LettuceNodes nodes =
                new LettuceNodes(new LettuceOpening(own), node -> node.equals(server) ? uri : at(node, uri));
        return new RoutedConnections(nodes, (key, deadline) -> server, () -> close(own, nodes));
    }

    /**
     * The master that Sentinels name. They are asked at the first call and at each {@link RedisConnections#refresh()};
     * when they name another master, calls go there from then on.
     *
     * @param client its resources and options are used
     * @param uri the Sentinels, each with its own credentials, the name of the master, and as whom to connect to it
     * @return the connections; nothing is opened before the first call
     */
    public static RedisConnections sentinel(RedisClient client, RedisURI uri) {
        String name = uri.getSentinelMasterId();
        if (name == null || uri.getSentinels().isEmpty()) {
            throw new IllegalArgumentException("the URI names no Sentinels or no master");
        }
        Map<NodeAddress, RedisURI> sentinels = new HashMap<>();
        uri.getSentinels().forEach(one -> sentinels.put(new NodeAddress(one.getHost(), one.getPort()), one));
        RedisClient own = own(client);
        LettuceOpening opening = new LettuceOpening(own);
        LettuceNodes asked = new LettuceNodes(opening, node -> Objects.requireNonNull(sentinels.get(node)));
        LettuceNodes masters = new LettuceNodes(opening, node -> at(node, uri));
        Topology topology = new SentinelTopology(
                asked, name, List.copyOf(sentinels.keySet()), master -> masters.retain(Set.of(master)));
        return new RoutedConnections(masters, topology, () -> close(own, masters, asked));
    }

    /**
     * A cluster. Its nodes are looked up through the client at the first call, and asked at each
     * {@link RedisConnections#refresh()}.
     *
     * @param client knows the first nodes; its resources and options are used
     * @return the connections; nothing is opened before the first call
     */
    public static RedisConnections cluster(RedisClusterClient client) {
        LettuceSeeds seeds = new LettuceSeeds(client);
        RedisClient own = own(client);
        LettuceNodes nodes = new LettuceNodes(new LettuceOpening(own), seeds::uri);
        return new RoutedConnections(nodes, new ClusterTopology(nodes, seeds::nodes), () -> close(own, nodes));
    }

    private static RedisClient own(AbstractRedisClient given) {
        ClientVersions.checkLettuce();
        RedisClient own = RedisClient.create(given.getResources());
        ClientOptions options = given.getOptions()
                .mutate()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .protocolVersion(ProtocolVersion.RESP2)
                .build();
        own.setOptions(LettuceMaintenance.without(options));
        return own;
    }

    /** The URI of another node, with the same credentials and options. */
    static RedisURI at(NodeAddress node, RedisURI like) {
        return RedisURI.builder(like)
                .withHost(node.host())
                .withPort(node.port())
                .build();
    }

    private static void close(RedisClient own, LettuceNodes... nodes) {
        for (LettuceNodes some : nodes) {
            some.close();
        }
        own.shutdown();
    }
}
