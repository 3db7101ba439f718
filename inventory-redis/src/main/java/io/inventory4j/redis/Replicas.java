package io.inventory4j.redis;

import static io.inventory4j.redis.Redis.bytes;
import static io.inventory4j.redis.Redis.command;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.redis.script.NamespaceKeys;
import io.inventory4j.redis.script.Script;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits until replicas have what a connection has written.
 *
 * @param count how many of them must have it
 * @param within how long that may take
 */
record Replicas(int count, Duration within) {
    /**
     * The commands to send after scripts, on the same connection. WAIT waits for what this connection has written, so
     * there is first a write of {@link Script#MARK}. It is sent as text: nothing of it may fail for want of a script.
     *
     * @param nanos how much time there is for them; some of it is left for the reply
     */
    List<List<byte[]>> commands(NamespaceKeys keys, long nanos) {
        long millis = Math.max(1, Math.min(within.toMillis(), TimeUnit.NANOSECONDS.toMillis(nanos / 10 * 9)));
        return List.of(
                Redis.script("EVAL", Script.MARK.text(), keys.of(Script.MARK), List.of()),
                command("WAIT", bytes(Integer.toString(count)), bytes(Long.toString(millis))));
    }

    /**
     * The script's reply, if enough replicas have its change.
     *
     * @param replies to the script, and to {@link #commands}
     */
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
