package io.inventory4j.redis.client;

import io.inventory4j.LedgerException;
import io.inventory4j.redis.RedisConnection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nodes of a deployment by their addresses: all that depends on the client library. Thread-safe. */
interface RedisNodes extends AutoCloseable {
    /**
     * Sends commands to a node, in sequence on one connection with nothing between them, and waits for all replies.
     *
     * @throws LedgerException with NONE if certainly nothing was sent, else with UNKNOWN
     */
    List<@Nullable Object> send(NodeAddress node, List<List<byte[]>> commands, Deadline deadline);

    /**
     * Opens a connection of its own.
     *
     * @throws LedgerException with NONE
     */
    RedisConnection open(NodeAddress node, Deadline deadline);

    /** Closes the connections to all other nodes, each as soon as no call uses it. */
    void retain(Set<NodeAddress> nodes);

    /** The hash slot of a key, as the client library has it. */
    int slot(byte[] key);

    @Override
    void close();
}
