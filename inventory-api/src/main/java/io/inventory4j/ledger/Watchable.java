package io.inventory4j.ledger;

import io.inventory4j.StockListener;
import io.inventory4j.Subscription;

/** A ledger that pushes changes made on any node to listeners on every node. */
public interface Watchable {
    /**
     * Calls a listener for every line that changes from now on, with growing versions per line.
     *
     * @param listener what to call; guarded, and never on the thread of a sale
     * @return the registration; close it to end the calls
     */
    Subscription watch(StockListener listener);
}
