package io.inventory4j.redis;

import io.inventory4j.redis.client.JedisConnections;
import io.inventory4j.redis.client.LettuceConnections;
import io.inventory4j.servers.redis.RedisCluster;
import io.inventory4j.servers.redis.RedisSentinels;
import io.inventory4j.servers.redis.RedisServer;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.internal.HostAndPort;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DnsResolvers;
import io.lettuce.core.resource.MappingSocketAddressResolver;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;

/**
 * The client libraries, and how each connects to a deployment. Every connection to a node takes a detour: to a proxy
 * before the node, or to the node itself.
 */
public enum ClientLibrary {
    LETTUCE {
        @Override
        public RedisConnections single(InetSocketAddress server, UnaryOperator<InetSocketAddress> detour) {
            RedisClient client = RedisClient.create(resources(detour));
            return owning(LettuceConnections.standalone(client, uri(server)), client);
        }

        @Override
        public RedisConnections sentinel(RedisSentinels deployment, UnaryOperator<InetSocketAddress> detour) {
            RedisURI.Builder uri = RedisURI.builder().withSentinelMasterId(RedisSentinels.NAME);
            deployment
                    .sentinels()
                    .forEach(one ->
                            uri.withSentinel(host(one.address()), one.address().getPort()));
            RedisClient client = RedisClient.create(resources(detour));
            return owning(LettuceConnections.sentinel(client, uri.build()), client);
        }

        @Override
        public RedisConnections cluster(RedisCluster deployment, UnaryOperator<InetSocketAddress> detour) {
            Set<RedisURI> seeds =
                    deployment.nodes().stream().map(node -> uri(node.address())).collect(Collectors.toSet());
            RedisClusterClient client = RedisClusterClient.create(resources(detour), seeds);
            return owning(LettuceConnections.cluster(client), client);
        }
    },

    JEDIS {
        @Override
        public RedisConnections single(InetSocketAddress server, UnaryOperator<InetSocketAddress> detour) {
            return JedisConnections.standalone(node(server), config(detour));
        }

        @Override
        public RedisConnections sentinel(RedisSentinels deployment, UnaryOperator<InetSocketAddress> detour) {
            return JedisConnections.sentinel(
                    RedisSentinels.NAME, nodes(deployment.sentinels()), config(detour), config(detour));
        }

        @Override
        public RedisConnections cluster(RedisCluster deployment, UnaryOperator<InetSocketAddress> detour) {
            return JedisConnections.cluster(nodes(deployment.nodes()), config(detour));
        }
    };

    public abstract RedisConnections single(InetSocketAddress server, UnaryOperator<InetSocketAddress> detour);

    public abstract RedisConnections sentinel(RedisSentinels deployment, UnaryOperator<InetSocketAddress> detour);

    public abstract RedisConnections cluster(RedisCluster deployment, UnaryOperator<InetSocketAddress> detour);

    private static String host(InetSocketAddress address) {
        return address.getAddress().getHostAddress();
    }

    private static RedisURI uri(InetSocketAddress server) {
        return RedisURI.create(host(server), server.getPort());
    }

    private static ClientResources resources(UnaryOperator<InetSocketAddress> detour) {
        return ClientResources.builder()
                .socketAddressResolver(MappingSocketAddressResolver.create(DnsResolvers.UNRESOLVED, asked -> {
                    InetSocketAddress led = detour.apply(new InetSocketAddress(asked.getHostText(), asked.getPort()));
                    return HostAndPort.of(host(led), led.getPort());
                }))
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .build();
    }

    /** The same connections; closing them also ends their client. */
    private static RedisConnections owning(RedisConnections connections, AbstractRedisClient client) {
        return new ForwardingConnections(connections) {

            @Override
            public void close() {
                super.close();
                client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
                client.getResources().shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
            }
        };
    }

    private static redis.clients.jedis.HostAndPort node(InetSocketAddress address) {
        return new redis.clients.jedis.HostAndPort(host(address), address.getPort());
    }

    private static Set<redis.clients.jedis.HostAndPort> nodes(Collection<RedisServer> servers) {
        return servers.stream().map(server -> node(server.address())).collect(Collectors.toSet());
    }

    private static JedisClientConfig config(UnaryOperator<InetSocketAddress> detour) {
        return DefaultJedisClientConfig.builder()
                .hostAndPortMapper(asked -> node(detour.apply(new InetSocketAddress(asked.getHost(), asked.getPort()))))
                .build();
    }
}
