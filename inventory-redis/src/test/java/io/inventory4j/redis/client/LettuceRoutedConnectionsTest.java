package io.inventory4j.redis.client;

import io.inventory4j.redis.RedisConnections;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class LettuceRoutedConnectionsTest extends RoutedConnectionsContract {
    private final RedisClient client = RedisClient.create();
    private final List<RedisClusterClient> clusters = new ArrayList<>();

    @AfterEach
    void shutDown() {
        clusters.forEach(RedisClusterClient::shutdown);
        client.shutdown();
    }

    private static RedisURI uri(InetSocketAddress server) {
        return RedisURI.create(server.getHostString(), server.getPort());
    }

    @Override
    RedisConnections standalone(InetSocketAddress server) {
        return LettuceConnections.standalone(client, uri(server));
    }

    @Override
    RedisConnections cluster(List<InetSocketAddress> seeds) {
        RedisClusterClient cluster = RedisClusterClient.create(
                seeds.stream().map(LettuceRoutedConnectionsTest::uri).toList());
        clusters.add(cluster);
        return LettuceConnections.cluster(cluster);
    }

    @Override
    RedisConnections sentinel(String name, List<InetSocketAddress> sentinels) {
        RedisURI.Builder uri = RedisURI.builder().withSentinelMasterId(name);
        sentinels.forEach(sentinel -> uri.withSentinel(uri(sentinel)));
        return LettuceConnections.standalone(client, uri.build());
    }
}
