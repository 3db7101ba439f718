package io.inventory4j.redis.client;

import io.inventory4j.LedgerException;
import io.inventory4j.redis.RedisConnection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nodes of a deployment by their addresses: all that is special to a client library. Thread-safe. */
interface Nodes extends AutoCloseable {
    /**
     * Sends commands to a node, one behind the other on one connection with nothing between, and waits for all replies.
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

    /** Gives up the connections to all other nodes, each as soon as no call is under way on it. */
    void retain(Set<NodeAddress> nodes);

    /** The hash slot of a key, as the client library has it. */
    int slot(byte[] key);

    @Override
    void close();
}
