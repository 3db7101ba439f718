package io.inventory4j.examples.replay.audit;

import io.inventory4j.Inventory;
import io.inventory4j.stock.JournalPage;
import java.util.function.Consumer;

/** Reads the journal by pages while the sale runs, so that little is left to read at its end. Thread-safe. */
final class JournalReader {
    private static final int PAGE = 1_000;

    private final Inventory inventory;
    private final JournalBook book;
    private long after;

    /** A reader at the beginning of a journal. */
    JournalReader(Inventory inventory, JournalBook book) {
        this.inventory = inventory;
        this.book = book;
    }

    /**
     * Reads what is new.
     *
     * @param also who else wants to see the pages
     */
    synchronized void catchUp(Consumer<JournalPage> also) {
        long before;
        do {
            before = after;
            JournalPage page = inventory
                    .journal(before, PAGE)
                    .orElseThrow(
                            () -> new IllegalStateException("the ledger keeps no journal, so nothing can be audited"));
            book.enter(page);
            also.accept(page);
            // A page may be empty and not be the last one: the end is where the next page goes on at the same place.
            after = page.next();
        } while (after != before);
    }
}
