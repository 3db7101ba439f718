package io.inventory4j.stock;

import java.util.List;

/**
 * A part of the journal, oldest first.
 *
 * @param entries the entries
 * @param next where the next page goes on: pass it as {@code after}
 * @param lost how many entries between {@code after} and the first one here are no longer kept, or cannot be read; 0
 *     means none is missing. A page of nothing but such entries is empty, and its {@code next} is after them
 */
public record JournalPage(List<JournalEntry> entries, long next, long lost) {
    /** Copies the list. */
    public JournalPage {
        entries = List.copyOf(entries);
        Bounds.limit("lost", lost);
    }

    /**
     * A page of a journal that keeps everything.
     *
     * @param entries the entries that follow {@code after}, oldest first; none if there are none yet
     * @param after where the page was to begin
     * @return the page
     */
    public static JournalPage of(List<JournalEntry> entries, long after) {
        long next = entries.isEmpty() ? after : entries.get(entries.size() - 1).sequence();
        return new JournalPage(entries, next, 0);
    }
}
