package io.inventory4j.redis;

import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of the journal while stream entries are added to it. What cannot be read counts as lost, and so does what was
 * deleted. Both are said of the places before a page's first entry, so a page ends before them. Used by one thread.
 */
final class PageBuilder {
    private final EntryReader reader;
    private final int max;
    private final List<JournalEntry> entries = new ArrayList<>();

    /** Up to here all is in the page, or lost, or was there before it. */
    private long reached;

    private long next;
    private long lost;

    /**
     * An empty page.
     *
     * @param after the place after which it begins
     * @param max the size of a full page
     */
    PageBuilder(EntryReader reader, long after, int max) {
        this.reader = reader;
        this.max = max;
        reached = after;
        next = after;
    }

    /** Adds stream entries, in order; false if no more can be added. */
    boolean addAll(List<?> stream) {
        for (Object one : stream) {
            if (!add((List<?>) one)) {
                return false;
            }
        }
        return entries.size() < max;
    }

    private boolean add(List<?> streamEntry) {
        long place = RedisJournal.place(streamEntry);
        List<JournalEntry> made = reader.entries(streamEntry);
        long missing = made == null ? place - reached : place - Math.max(1, made.size()) - reached;
        if (missing > 0) {
            if (!entries.isEmpty()) {
                return false;
            }
            lost += missing;
            next = reached + missing;
        }
        for (JournalEntry entry : made == null ? List.<JournalEntry>of() : made) {
            if (entries.size() == max) {
                return false;
            }
            if (entry.sequence() > next) {
                entries.add(entry);
                next = entry.sequence();
            }
        }
        reached = Math.max(reached, place);
        return true;
    }

    JournalPage page() {
        return new JournalPage(entries, next, lost);
    }
}
