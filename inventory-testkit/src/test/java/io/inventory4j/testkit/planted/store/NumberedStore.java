package io.inventory4j.testkit.planted.store;

import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Rows beside a journal whose entries are numbered and added by the nodes. */
public final class NumberedStore extends MapStore {
    private final ConcurrentNavigableMap<Long, JournalEntry> entries = new ConcurrentSkipListMap<>();
    private long next = 1;

    /** No rows and no entries yet. */
    public NumberedStore(InstantSource clock) {
        super(clock);
    }

    /** Takes some numbers and returns the first of them; for who holds the store. */
    public long numbers(int count) {
        long first = next;
        next += count;
        return first;
    }

    /** Adds an entry under its own number. */
    public void add(JournalEntry entry) {
        entries.put(entry.sequence(), entry);
    }

    @Override
    public JournalPage journal(long after, int max) {
        Bounds.limit("after", after);
        Bounds.max("max", max);
        try (StoreTransaction alone = begin()) {
            alone.now();
            return JournalPage.of(
                    entries.tailMap(after, false).values().stream().limit(max).toList(), after);
        }
    }
}
