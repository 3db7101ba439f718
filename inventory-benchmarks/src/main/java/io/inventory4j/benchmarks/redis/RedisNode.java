package io.inventory4j.benchmarks.redis;

import io.inventory4j.benchmarks.shop.LedgerSellers;
import io.inventory4j.benchmarks.shop.NodeStore;
import io.inventory4j.benchmarks.shop.Seller;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.redis.client.LettuceConnections;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Map;

/** One process of several over one Redis. */
public final class RedisNode {
    private RedisNode() {}

    /** Opens the sellers over the Redis at {@code redis://host:port}. */
    public static NodeStore open(String uri) {
        RedisClient client = RedisClient.create();
        RedisConnections connections = LettuceConnections.standalone(client, RedisURI.create(uri));
        StatefulRedisConnection<String, String> plain = client.connect(RedisURI.create(uri));
        LedgerSellers<RedisLedger> library = new LedgerSellers<>(RedisLedger.over(connections));
        Map<String, Seller> sellers = library.byName();
        sellers.put(RedisShops.PEER, new LuaByHand(plain));
        return new NodeStore(sellers, () -> {
            library.close();
            connections.close();
            plain.close();
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        });
    }
}
