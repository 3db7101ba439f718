package io.inventory4j.archive;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.redis.RedisConnection;
import io.inventory4j.redis.RedisConnections;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Connections of a process that dies after some exchanges: the last one arrives, and nothing after it. */
final class MortalConnections implements RedisConnections {
    private final RedisConnections below;
    private final AtomicInteger left;

    MortalConnections(RedisConnections below, int exchanges) {
        this.below = below;
        left = new AtomicInteger(exchanges);
    }

    @Override
    public List<@Nullable Object> send(byte[] key, List<List<byte[]>> commands, Duration timeout) {
        int now = left.decrementAndGet();
        if (now < 0) {
            throw new LedgerException(Effect.UNKNOWN, "dead", null);
        }
        List<@Nullable Object> replies = below.send(key, commands, timeout);
        if (now == 0) {
            throw new LedgerException(Effect.UNKNOWN, "dead before the reply", null);
        }
        return replies;
    }

    @Override
    public List<@Nullable Object> ask(String node, List<List<byte[]>> commands, Duration timeout) {
        return below.ask(node, commands, timeout);
    }

    @Override
    public void refresh() {
        below.refresh();
    }

    @Override
    public RedisConnection open(byte[] key, Duration timeout) {
        return below.open(key, timeout);
    }

    @Override
    public RedisConnection openAsked(String node, Duration timeout) {
        return below.openAsked(node, timeout);
    }

    @Override
    public void close() {
        // The connections belong to the test.
    }
}
