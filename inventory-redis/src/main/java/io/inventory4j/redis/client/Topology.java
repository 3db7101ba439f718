package io.inventory4j.redis.client;

import io.inventory4j.LedgerException;

/** Which node serves a key. Thread-safe. */
@FunctionalInterface
interface Topology {
    /**
     * The master that serves a key, as far as is known.
     *
     * @throws LedgerException with NONE if no node knows
     */
    NodeAddress master(byte[] key, Deadline deadline);

    /** Finds out again. */
    default void refresh() {}
}
