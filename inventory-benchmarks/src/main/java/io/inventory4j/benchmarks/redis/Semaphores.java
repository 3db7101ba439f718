package io.inventory4j.benchmarks.redis;

import io.inventory4j.benchmarks.shop.Cart;
import io.inventory4j.benchmarks.shop.Seller;
import java.util.concurrent.TimeUnit;
import org.redisson.Redisson;
import org.redisson.api.RPermitExpirableSemaphore;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/**
 * Redisson's semaphore whose permits expire, a permit a unit. It has the hold, but no buyer's limit, and the permit has
 * an id of Redisson's, so a retry takes a second unit.
 */
final class Semaphores implements Seller {
    private static final int CONNECTIONS = 64;

    private final RedissonClient redisson;
    private final RPermitExpirableSemaphore permits;

    Semaphores(StartedRedis redis, int units) {
        Config config = new Config();
        config.setCodec(StringCodec.INSTANCE);
        config.useSingleServer()
                .setAddress("redis://" + redis.server().hostAndPort())
                .setConnectionPoolSize(CONNECTIONS)
                .setConnectionMinimumIdleSize(CONNECTIONS);
        redisson = Redisson.create(config);
        permits = redisson.getPermitExpirableSemaphore("permits:A");
        permits.setPermits(units);
    }

    @Override
    public boolean reserve(Cart cart) throws InterruptedException {
        return permits.tryAcquire(0, HOLD_SECONDS, TimeUnit.SECONDS) != null;
    }

    @Override
    public void close() {
        redisson.shutdown();
    }
}
