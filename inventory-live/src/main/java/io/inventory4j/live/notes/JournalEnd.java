package io.inventory4j.live.notes;

import io.inventory4j.Inventory;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.JournalPage;

/** Finds where a journal ends, without reading it: a shop's may have millions of entries before a sale begins. */
public final class JournalEnd {
    private JournalEnd() {}

    /**
     * The place that the last entry has, or 0 if there is none.
     *
     * @param inventory the inventory
     * @return the place
     * @throws IllegalStateException if the ledger keeps no journal
     */
    public static long of(Inventory inventory) {
        // The last entry is at `entry` or after it, and at `none` or before it; without any, both become 0.
        long entry = 0;
        long none = Bounds.MAX_QUANTITY;
        while (entry < none) {
            long middle = entry + (none - entry) / 2;
            JournalPage page = inventory
                    .journal(middle, 1)
                    .orElseThrow(() -> new IllegalStateException("a live sale needs a ledger that keeps a journal"));
            if (page.entries().isEmpty() && page.lost() == 0) {
                none = middle;
            } else {
                entry = Math.max(middle + 1, page.next());
            }
        }
        return entry;
    }
}
