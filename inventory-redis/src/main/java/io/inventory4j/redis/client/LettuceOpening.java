package io.inventory4j.redis.client;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.net.SocketAddress;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;

/**
 * Opens connections that take commands at once.
 *
 * <p>Lettuce may hand a connection out before the connection has heard of its own channel. It rejects what is sent in
 * between, though the server is there. So one is handed out here when Lettuce has told that it is active.
 */
final class LettuceOpening {
    private final RedisClient client;
    /** One entry a connection that is about to open. Weak, as an attempt that fails may never ask for its own. */
    private final Map<Object, CompletableFuture<Void>> told = Collections.synchronizedMap(new WeakHashMap<>());

    LettuceOpening(RedisClient client) {
        this.client = client;
        client.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
                telling(connection).complete(null);
            }

            /** A connection that broke before it was active is handed out too: its use tells that it broke. */
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
                telling(connection).complete(null);
            }
        });
    }

    /** Completes when the connection takes commands. */
    CompletableFuture<StatefulRedisConnection<byte[], byte[]>> open(RedisURI uri) {
        return client.connectAsync(ByteArrayCodec.INSTANCE, uri)
                .toCompletableFuture()
                .thenCompose(connection -> telling(connection).thenApply(active -> connection));
    }

    private CompletableFuture<Void> telling(Object connection) {
        return told.computeIfAbsent(connection, unused -> new CompletableFuture<>());
    }
}
