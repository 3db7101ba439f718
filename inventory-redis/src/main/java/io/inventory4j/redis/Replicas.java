package io.inventory4j.redis;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits until replicas have a change.
 *
 * @param count how many of them must have it
 * @param within how long that may take
 */
record Replicas(int count, Duration within) {
    /**
     * The commands to send after a script, on the same connection. WAIT waits for what this connection has written, so
     * there is first a write of {@link Script#MARK}. It is sent as text: nothing of it may fail for want of a script.
     */
    List<List<byte[]>> commands(NamespaceKeys keys) {
        return List.of(
                Redis.script("EVAL", Script.MARK.text(), keys.of(Script.MARK), List.of()),
                Redis.command(
                        "WAIT", Redis.bytes(Integer.toString(count)), Redis.bytes(Long.toString(within.toMillis()))));
    }

    /** The script's reply, if enough replicas have its change. */
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
