package io.inventory4j.ledger;

import io.inventory4j.LedgerException;
import io.inventory4j.StockListener;
import io.inventory4j.Subscription;

/** A ledger that pushes changes made on any node to listeners on every node (rule 11). */
public interface Watchable extends Announcing {
    /**
     * Calls a listener for every line that changes from now on, with growing versions per line.
     *
     * @param listener what to call; guarded, and never on the thread of a sale
     * @return the registration; close it to end the calls
     */
    Subscription watch(StockListener listener);

    /**
     * Calls a listener for every entry that is added to the journal from now on: all of them, in the order of the
     * journal, whichever node made the change, also if the reply to that node was lost. It goes on where it was after a
     * lost connection. It may repeat entries, but never leaves one out without {@link EntryListener#onLost}.
     *
     * @param listener what to call; never on the thread of a sale. A call that does not return holds up other listeners
     * @return the registration; close it to end the calls
     * @throws LedgerException if the store cannot answer
     */
    @Override
    Subscription follow(EntryListener listener);
}
