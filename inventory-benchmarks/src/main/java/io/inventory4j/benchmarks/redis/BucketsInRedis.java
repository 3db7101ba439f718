package io.inventory4j.benchmarks.redis;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.inventory4j.benchmarks.shop.Cart;
import io.inventory4j.benchmarks.shop.Seller;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;

/**
 * bucket4j over Lettuce, a token a unit, with its own batches on. It counts one number: there is no hold, no buyer's
 * limit, and a retry takes a second unit.
 */
final class BucketsInRedis implements Seller {
    private final StatefulRedisConnection<String, byte[]> connection;
    private final Bucket bucket;

    BucketsInRedis(StartedRedis redis, long units) {
        connection = redis.client().connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), redis.uri());
        Bandwidth all = Bandwidth.builder()
                .capacity(units)
                .refillIntervally(1, Duration.ofDays(365))
                .build();
        BucketConfiguration configuration =
                BucketConfiguration.builder().addLimit(all).build();
        bucket = Bucket4jLettuce.casBasedBuilder(connection)
                .build()
                .builder()
                .withOptimization(Optimizations.batching())
                .build("bucket:A", () -> configuration);
    }

    @Override
    public boolean reserve(Cart cart) {
        return bucket.tryConsume(1);
    }

    @Override
    public void close() {
        connection.close();
    }
}
