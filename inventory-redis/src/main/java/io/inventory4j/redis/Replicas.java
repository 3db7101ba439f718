package io.inventory4j.redis;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many replicas must have a change before it is acknowledged, and how long that may take. */
record Replicas(int count, Duration within) {
    /**
     * What is sent behind a script, on the same connection. WAIT waits for what this connection has written, and a retry that
     * is answered from memory has written nothing; so something is written that changes nothing.
     */
    List<List<byte[]>> commands(NamespaceKeys keys) {
        return List.of(
                Redis.command("HINCRBY", keys.rows(), Rows.PLACE, Redis.bytes("0")),
                Redis.command(
                        "WAIT", Redis.bytes(Integer.toString(count)), Redis.bytes(Long.toString(within.toMillis()))));
    }

    /** The script's reply, if so many have it. */
    @Nullable
    Object checked(List<@Nullable Object> replies) {
        if (replies.get(0) instanceof RedisError) {
            return replies.get(0);
        }
        boolean written = replies.get(1) instanceof Long;
        if (written && replies.get(2) instanceof Long reached && reached >= count) {
            return replies.get(0);
        }
        throw new LedgerException(Effect.UNKNOWN, "not all of " + count + " replicas have it after " + within, null);
    }
}
