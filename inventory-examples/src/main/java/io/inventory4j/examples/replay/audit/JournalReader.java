package io.inventory4j.examples.replay.audit;

import io.inventory4j.Inventory;
import io.inventory4j.JournalPage;
import java.util.function.Consumer;

/** Reads the journal by pages while the sale runs, so that a journal of bounded length loses nothing. Thread-safe. */
final class JournalReader {
    private static final int PAGE = 1_000;

    private final Inventory inventory;
    private final JournalBook book;
    private long after;

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
        JournalPage page;
        do {
            page = inventory
                    .journal(after, PAGE)
                    .orElseThrow(
                            () -> new IllegalStateException("the ledger keeps no journal, so nothing can be audited"));
            book.enter(page);
            also.accept(page);
            after = page.next();
        } while (!page.entries().isEmpty());
    }
}
