package io.inventory4j.examples;

import io.inventory4j.Inventory;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;

/**
 * Notes in the ledger that an event is done, where the event may leave nothing else there: a sale that goes on must not do
 * it again, now that there may be stock for it. A ledger remembers the release of an id that it has never seen (rule 2.9),
 * without an entry in its journal.
 */
final class Marks {
    private static final String DONE = "done/";

    private final Inventory inventory;
    private final boolean any;

    /**
     * The marks in a ledger.
     *
     * @param any false if there can be none yet, so that nobody needs to ask
     */
    Marks(Inventory inventory, boolean any) {
        this.inventory = inventory;
        this.any = any;
    }

    void set(String event) {
        inventory.release(DONE + event);
    }

    boolean isSet(String event) {
        return any
                && inventory
                        .confirm(DONE + event)
                        .refused()
                        .map(Refusal::reason)
                        .filter(Reason.RELEASED::equals)
                        .isPresent();
    }
}
