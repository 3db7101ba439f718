package io.inventory4j.redis.client;

import io.inventory4j.redis.RedisConnections;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/**
 * A Redis deployment over Jedis 5 to 8. Each call has a connection for itself, of at most 32 to a node; in strict mode,
 * a few more are for calls that wait for replicas.
 *
 * <p>A configuration is used as it is, with two exceptions: the protocol is RESP2, and its timeouts are no longer than
 * that of the call, which also bounds the wait for a free connection. A thread that is interrupted while it waits for a
 * connection stops waiting. One that waits for a reply gets it, as sockets do not react to interrupts, and stays
 * interrupted.
 */
// A shop that has this client requires its module itself; one that has the other need not have it.
@SuppressWarnings("exports")
public final class JedisConnections {
    private JedisConnections() {}

    /**
     * A server.
     *
     * @param server where it is
     * @param config how to connect
     * @return the connections; nothing is opened before the first call
     */
    public static RedisConnections standalone(HostAndPort server, JedisClientConfig config) {
        JedisNodes nodes = new JedisNodes(config);
        NodeAddress address = address(server);
        return new RoutedConnections(nodes, (key, deadline) -> address, nodes::close);
    }

    /**
     * The master that Sentinels name. They are asked at the first call and at each {@link RedisConnections#refresh()};
     * when they name another master, calls go there from then on.
     *
     * @param name the name of the master
     * @param sentinels where the Sentinels are
     * @param master how to connect to the master
     * @param sentinel how to connect to a Sentinel
     * @return the connections; nothing is opened before the first call
     */
    public static RedisConnections sentinel(
            String name, Set<HostAndPort> sentinels, JedisClientConfig master, JedisClientConfig sentinel) {
        JedisNodes asked = new JedisNodes(sentinel);
        JedisNodes masters = new JedisNodes(master);
        Topology topology =
                new SentinelTopology(asked, name, addresses(sentinels), found -> masters.retain(Set.of(found)));
        return new RoutedConnections(masters, topology, () -> {
            masters.close();
            asked.close();
        });
    }

    /**
     * A cluster. Its nodes are asked at the first call and at each {@link RedisConnections#refresh()}.
     *
     * @param seeds where to begin: some of its nodes
     * @param config how to connect to each node
     * @return the connections; nothing is opened before the first call
     */
    public static RedisConnections cluster(Set<HostAndPort> seeds, JedisClientConfig config) {
        JedisNodes nodes = new JedisNodes(config);
        List<NodeAddress> known = addresses(seeds);
        return new RoutedConnections(nodes, new ClusterTopology(nodes, deadline -> known), nodes::close);
    }

    private static List<NodeAddress> addresses(Set<HostAndPort> nodes) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("no nodes to begin with");
        }
        return nodes.stream().map(JedisConnections::address).toList();
    }

    private static NodeAddress address(HostAndPort node) {
        return new NodeAddress(node.getHost(), node.getPort());
    }
}
