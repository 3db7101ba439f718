package io.inventory4j.redis;

import io.inventory4j.LedgerException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Redis deployment, as much of it as the ledger needs: an SPI between the ledger and the client library of a shop. A
 * command is a list of byte strings, its name first. A reply is null, a {@code byte[]} (strings of either kind), a
 * {@link Long}, a {@link List} of replies, or a {@link RedisError}. An error of the server, a redirection too, is a
 * reply; an exception means that there is no reply.
 *
 * <p>Thread-safe. An implementation never sends a command twice and never follows a redirection: the ledger does that.
 */
public interface RedisConnections extends AutoCloseable {
    /**
     * Sends commands to the master that serves a key, in sequence on one connection, and waits for all replies.
     *
     * @param key the key that decides which node is asked; without meaning if there is only one node
     * @param commands the commands, at least one
     * @param timeout how long to wait for a connection and the replies
     * @return one reply per command, by position
     * @throws LedgerException with NONE if certainly nothing was sent, else with UNKNOWN
     */
    List<@Nullable Object> send(byte[] key, List<List<byte[]>> commands, Duration timeout);

    /**
     * Sends commands to the node that an ASK redirection has named, each after an ASKING of its own.
     *
     * @param node the node as the server names it: host, colon, port
     * @param commands the commands, at least one
     * @param timeout how long to wait for a connection and the replies
     * @return one reply per command, by position
     * @throws LedgerException with NONE if certainly nothing was sent, else with UNKNOWN
     */
    List<@Nullable Object> ask(String node, List<List<byte[]>> commands, Duration timeout);

    /**
     * Finds out again which node serves which key and which one is master; called after a failure or a redirection.
     * Does nothing if there is nothing to find out. If it fails, it does not throw: the next call does.
     */
    void refresh();

    /**
     * Opens a connection of its own to the master that serves a key, for commands that block. It may take 5 seconds.
     *
     * @param key the key
     * @return the connection; the caller closes it
     * @throws LedgerException with NONE if none can be opened
     */
    default RedisConnection open(byte[] key) {
        return open(key, Duration.ofSeconds(5));
    }

    /**
     * Opens a connection of its own to the master that serves a key, for commands that block.
     *
     * @param key the key
     * @param timeout how long that may take
     * @return the connection; the caller closes it
     * @throws LedgerException with NONE if none can be opened
     */
    RedisConnection open(byte[] key, Duration timeout);

    /**
     * Opens a connection of its own to the node that an ASK redirection has named. Each command on it needs an ASKING
     * before it.
     *
     * @param node the node as the server names it: host, colon, port
     * @param timeout how long that may take
     * @return the connection; the caller closes it
     * @throws LedgerException with NONE if none can be opened
     */
    RedisConnection openAsked(String node, Duration timeout);

    /** Closes what it has opened itself, and not the client it was given. */
    @Override
    void close();
}
