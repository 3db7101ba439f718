package io.inventory4j;

import java.util.List;

/**
 * A part of the journal, oldest first.
 *
 * @param entries the entries
 * @param next where the next page goes on: pass it as {@code after}
 * @param lost how many entries between {@code after} and the first one here are no longer kept; 0 means none is missing
 */
public record JournalPage(List<JournalEntry> entries, long next, long lost) {
    /** Copies the list. */
    public JournalPage {
        entries = List.copyOf(entries);
        Bounds.limit("lost", lost);
    }
}
