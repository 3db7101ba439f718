package io.inventory4j.redis;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connections that write down the calls of scripts, and can fail. For one thread. */
final class WatchedConnections extends ForwardingConnections {
    /**
     * A call of a script.
     *
     * @param sent how many bytes its arguments have
     * @param replied how many bytes its reply has
     */
    record Call(long sent, long replied) {}

    private final List<Call> calls = new ArrayList<>();
    private int left = Integer.MAX_VALUE;

    WatchedConnections(RedisConnections connections) {
        super(connections);
    }

    /** The calls since this was last asked. */
    List<Call> calls() {
        List<Call> some = List.copyOf(calls);
        calls.clear();
        return some;
    }

    /** Sends so many more calls of scripts, and no other. */
    void failAfter(int more) {
        left = more;
    }

    @Override
    public List<@Nullable Object> send(byte[] key, List<List<byte[]>> commands, Duration timeout) {
        String name = new String(commands.get(0).get(0), StandardCharsets.US_ASCII);
        if (!name.startsWith("EVAL")) {
            return super.send(key, commands, timeout);
        }
        if (left-- <= 0) {
            throw new LedgerException(Effect.NONE, "no connection", null);
        }
        List<@Nullable Object> replies = super.send(key, commands, timeout);
        if (!(replies.get(0) instanceof RedisError)) {
            calls.add(new Call(size(commands.get(0)), size(replies.get(0))));
        }
        return replies;
    }

    private static long size(@Nullable Object reply) {
        if (reply instanceof List<?> list) {
            return list.stream().mapToLong(WatchedConnections::size).sum();
        }
        return reply instanceof byte[] bytes ? bytes.length : 1;
    }
}
