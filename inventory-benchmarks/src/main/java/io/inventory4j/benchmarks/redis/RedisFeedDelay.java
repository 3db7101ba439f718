package io.inventory4j.benchmarks.redis;

import io.inventory4j.Bucket;
import io.inventory4j.Posting;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.Move;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * The delay of a change from one node to a listener on another, at a given number of changes a second: from the moment
 * before the call to the moment in the listener. A level that the listener did not get, because it got a newer one
 * instead, counts until that newer one.
 */
public final class RedisFeedDelay {
    private static final StockKey LINE = StockKey.of("A");
    private static final int WARM_UP_SECONDS = 3;
    private static final int SECONDS = 10;

    private RedisFeedDelay() {}

    public static void run(int perSecond) throws Exception {
        try (StartedRedis redis = new StartedRedis();
                RedisConnections here = redis.connections();
                RedisConnections there = redis.connections();
                RedisLedger writer = RedisLedger.over(here);
                RedisLedger reader = RedisLedger.over(there)) {
            Histogram delays = delays(writer, reader, perSecond);
            System.out.printf(
                    Locale.ROOT,
                    "bench=redis-feed subject=inventory changes_per_second=%d delivered=%d p50_us=%.0f p99_us=%.0f"
                            + " max_us=%.0f%n",
                    perSecond,
                    delays.getTotalCount(),
                    delays.getValueAtPercentile(50) / 1e3,
                    delays.getValueAtPercentile(99) / 1e3,
                    delays.getMaxValue() / 1e3);
        }
    }

    private static Histogram delays(RedisLedger writer, RedisLedger reader, int perSecond) throws Exception {
        int from = WARM_UP_SECONDS * perSecond;
        int changes = from + SECONDS * perSecond;
        AtomicLongArray sent = new AtomicLongArray(changes + 1);
        Histogram delays = new ConcurrentHistogram(3);
        CountDownLatch last = new CountDownLatch(1);
        long[] delivered = {0};
        try (Subscription subscription = reader.watch(level -> {
            note(level, delivered, sent, from, delays);
            if (level.version() == changes) {
                last.countDown();
            }
        })) {
            long began = System.nanoTime();
            for (int i = 1; i <= changes; i++) {
                long due = began + i * 1_000_000_000L / perSecond;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                sent.set(i, System.nanoTime());
                writer.apply(
                        List.of(Move.of("m" + i, "delivery", new Posting(LINE, Bucket.OUTSIDE, Bucket.AVAILABLE, 1))));
            }
            if (!last.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the last change did not arrive through " + subscription);
            }
        }
        return delays;
    }

    private static void note(StockLevel level, long[] delivered, AtomicLongArray sent, int from, Histogram delays) {
        long now = System.nanoTime();
        for (long version = delivered[0] + 1; version <= level.version(); version++) {
            if (version > from) {
                delays.recordValue(now - sent.get((int) version));
            }
        }
        delivered[0] = level.version();
    }
}
