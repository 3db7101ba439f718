package io.inventory4j.ledger;

import io.inventory4j.Subscription;

/**
 * A ledger that calls back for every change that it has made itself, after the commit: the least that listeners of this
 * node need. A {@link Watchable} calls back for the changes of all nodes.
 */
public interface Announcing {
    /**
     * Calls a listener for every change from now on, after its commit.
     *
     * <p>Without further promise: on the thread of the caller who made the change; the entries of one command in order,
     * those of different commands in any order; and a change whose commit failed with an unknown effect never.
     *
     * @param listener what to call
     * @return the registration; close it to end the calls
     */
    Subscription follow(EntryListener listener);
}
