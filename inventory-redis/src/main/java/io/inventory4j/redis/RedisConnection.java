package io.inventory4j.redis;

import io.inventory4j.LedgerException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one node. One thread uses it, any thread may close it. An interrupt does not end the wait for a
 * reply, closing does; the thread stays interrupted.
 */
public interface RedisConnection extends AutoCloseable {
    /**
     * Sends a command and waits for its reply.
     *
     * @param command the command, its name first
     * @param timeout how long to wait for the reply
     * @return the reply, as {@link RedisConnections} describes it
     * @throws LedgerException as {@link #sendAll} throws it
     */
    default @Nullable Object send(List<byte[]> command, Duration timeout) {
        return sendAll(List.of(command), timeout).get(0);
    }

    /**
     * Sends commands in sequence and waits for all replies.
     *
     * @param commands the commands, at least one
     * @param timeout how long to wait for the replies
     * @return one reply per command, by position
     * @throws LedgerException with NONE if certainly nothing was sent, else with UNKNOWN; the connection can then not
     *     be used any more
     */
    List<@Nullable Object> sendAll(List<List<byte[]>> commands, Duration timeout);

    /** Closes the connection; a thread that waits for a reply sees a failure. */
    @Override
    void close();
}
