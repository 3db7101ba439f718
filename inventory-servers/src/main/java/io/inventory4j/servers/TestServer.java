package io.inventory4j.servers;

import java.net.InetSocketAddress;

/**
 * A server that tests use. One that this JVM has started can be killed, frozen and restarted; one that belongs to
 * others can not, which is the default here. Thread-safe.
 */
public interface TestServer extends AutoCloseable {
    /** Where the server listens; the same after a restart. */
    InetSocketAddress address();

    /** Whether {@link #kill}, {@link #freeze}, {@link #thaw} and {@link #restart} work; if not, they throw. */
    default boolean killable() {
        return false;
    }

    /** Kills all its processes at once, and returns when they are dead. Does nothing if they are. */
    default void kill() {
        throw belongsToOthers();
    }

    /** Stops all its processes where they are: connections stay open, and nobody answers. */
    default void freeze() {
        throw belongsToOthers();
    }

    /** Lets frozen processes go on. */
    default void thaw() {
        throw belongsToOthers();
    }

    /** Starts a killed server on the same port and data, and returns when it has read its data and answers. */
    default void restart() {
        throw belongsToOthers();
    }

    private UnsupportedOperationException belongsToOthers() {
        return new UnsupportedOperationException("the server at " + address() + " belongs to others; see killable()");
    }

    /** Ends the server for good and deletes its data; leaves a server of others as it is. */
    @Override
    default void close() {
        // Its owner ends it.
    }
}
