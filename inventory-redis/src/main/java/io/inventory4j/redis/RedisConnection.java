package io.inventory4j.redis;

import io.inventory4j.LedgerException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection to one node. One thread uses it, any thread may close it. */
public interface RedisConnection extends AutoCloseable {
    /**
     * Sends a command and waits for its reply.
     *
     * @param command the command, its name first
     * @param timeout how long to wait for the reply
     * @return the reply, as {@link RedisConnections} describes it
     * @throws LedgerException with UNKNOWN if there is no reply; the connection can then not be used any more
     */
    @Nullable
    Object send(List<byte[]> command, Duration timeout);

    /** Closes the connection; a thread that waits for a reply sees a failure. */
    @Override
    void close();
}
