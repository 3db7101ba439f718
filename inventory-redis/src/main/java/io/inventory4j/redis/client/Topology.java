package io.inventory4j.redis.client;

import io.inventory4j.LedgerException;

/** Which node serves a key. Thread-safe. */
@FunctionalInterface
interface Topology {
    /**
     * The master that serves a key, as it was last seen.
     *
     * @throws LedgerException with NONE if nobody could tell
     */
    NodeAddress master(byte[] key, Deadline deadline);

    /** Looks again. */
    default void refresh() {}
}
