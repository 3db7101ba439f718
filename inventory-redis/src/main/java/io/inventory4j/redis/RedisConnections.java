package io.inventory4j.redis;

import io.inventory4j.LedgerException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Redis deployment, reached through whatever client a shop has: all that the ledger needs of one. A command is a list of
 * byte strings, its name first. A reply is null, a {@code byte[]} (strings of either kind), a {@link Long}, a {@link List}
 * of replies, or a {@link RedisError}: what the server refuses is a value here, redirections included, and an exception
 * means that there is no reply.
 *
 * <p>Thread-safe. It never sends a command twice and never follows a redirection: retries are made in one place, behind
 * this seam.
 */
public interface RedisConnections extends AutoCloseable {
    /**
     * Sends commands to the master that serves a key, one behind the other on one connection, and waits for all replies.
     *
     * @param key the key that decides about the node; without meaning where there is one node only
     * @param commands the commands, at least one
     * @param timeout how long to wait for a connection and the replies
     * @return one reply per command, by position
     * @throws LedgerException with NONE if certainly nothing was sent, else with UNKNOWN
     */
    List<@Nullable Object> send(byte[] key, List<List<byte[]>> commands, Duration timeout);

    /**
     * Sends commands to one node, which an ASK redirection has named, behind an ASKING of their own each.
     *
     * @param node the node as the server names it: host, colon, port
     * @param commands the commands, at least one
     * @param timeout how long to wait for a connection and the replies
     * @return one reply per command, by position
     * @throws LedgerException with NONE if certainly nothing was sent, else with UNKNOWN
     */
    List<@Nullable Object> ask(String node, List<List<byte[]>> commands, Duration timeout);

    /**
     * Looks again which node serves which key and who is master; called behind a failure or a redirection. Does nothing
     * where there is nothing to look up. A failure to look is not thrown: the next call meets it.
     */
    void refresh();

    /**
     * Opens a connection of its own to the master that serves a key, for commands that block.
     *
     * @param key the key
     * @return the connection; the caller closes it
     * @throws LedgerException with NONE if there is none to be had
     */
    RedisConnection open(byte[] key);

    /** Frees what it has itself opened, not the client it was given. */
    @Override
    void close();
}
