package io.inventory4j.redis.client;

import io.inventory4j.redis.RedisConnections;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

class JedisRoutedConnectionsTest extends RoutedConnectionsContract {
    private static final JedisClientConfig CONFIG =
            DefaultJedisClientConfig.builder().build();

    private static HostAndPort address(InetSocketAddress server) {
        return new HostAndPort(server.getHostString(), server.getPort());
    }

    private static Set<HostAndPort> addresses(List<InetSocketAddress> servers) {
        return servers.stream().map(JedisRoutedConnectionsTest::address).collect(Collectors.toSet());
    }

    @Override
    RedisConnections standalone(InetSocketAddress server) {
        return JedisConnections.standalone(address(server), CONFIG);
    }

    @Override
    RedisConnections cluster(List<InetSocketAddress> seeds) {
        return JedisConnections.cluster(addresses(seeds), CONFIG);
    }

    @Override
    RedisConnections sentinel(String name, List<InetSocketAddress> sentinels) {
        return JedisConnections.sentinel(name, addresses(sentinels), CONFIG, CONFIG);
    }
}
