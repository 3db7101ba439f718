package io.inventory4j.archive;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.redis.RedisConnections;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Connections of a process that dies after some exchanges: the last one arrives, and nothing after it. */
final class MortalConnections extends ForwardingConnections {
    private final AtomicInteger left;

    MortalConnections(RedisConnections below, int exchanges) {
        super(below);
        left = new AtomicInteger(exchanges);
    }

    @Override
    public List<@Nullable Object> send(byte[] key, List<List<byte[]>> commands, Duration timeout) {
        int now = left.decrementAndGet();
        if (now < 0) {
            throw new LedgerException(Effect.UNKNOWN, "dead", null);
        }
        List<@Nullable Object> replies = super.send(key, commands, timeout);
        if (now == 0) {
            throw new LedgerException(Effect.UNKNOWN, "dead before the reply", null);
        }
        return replies;
    }

    @Override
    public void close() {
        // The connections belong to the test.
    }
}
