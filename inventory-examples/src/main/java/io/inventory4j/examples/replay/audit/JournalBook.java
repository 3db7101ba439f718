package io.inventory4j.examples.replay.audit;

import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The whole journal, replayed page by page; only what it adds up to is kept. What a live sale remembers is in lines
 * whose SKU begins with {@code live/}: they hold no goods, and are left out. Used by one thread.
 */
final class JournalBook {
    /** How the ids and the own lines of a live sale begin. */
    static final String OF_THE_SALE = "live/";

    private final Map<StockKey, LineBook> lines = new TreeMap<>();
    private final List<Discrepancy> gaps = new ArrayList<>();
    private long sequence;
    private long entries;
    private long lost;
    private int crossings;

    void enter(JournalPage page) {
        lost += page.lost();
        if (page.lost() > 0) {
            gaps.add(new Discrepancy("journal", "entries lost after " + sequence, 0, page.lost()));
        }
        page.entries().forEach(this::enter);
    }

    private void enter(JournalEntry entry) {
        if (entry.sequence() <= sequence) {
            gaps.add(new Discrepancy("journal", "sequence above " + sequence, sequence + 1, entry.sequence()));
        }
        sequence = entry.sequence();
        entries++;
        StockKey key = entry.change().key();
        if (!key.sku().startsWith(OF_THE_SALE)) {
            crossings += line(key).enter(entry);
        }
    }

    LineBook line(StockKey key) {
        return lines.computeIfAbsent(key, LineBook::new);
    }

    /** The lines that have an entry, or were asked for. */
    Collection<StockKey> keys() {
        return lines.keySet();
    }

    long entries() {
        return entries;
    }

    /** Leaves out the crossings so far: their alerts have gone to whoever ran the sale until now. */
    void alertsHaveFired() {
        lines.values().forEach(LineBook::alertsHaveFired);
        crossings = 0;
    }

    /** How many alerts should have fired. */
    int crossings() {
        return crossings;
    }

    /** How many entries the journal no longer had when they were to be read. */
    long lost() {
        return lost;
    }

    List<Discrepancy> gaps() {
        return List.copyOf(gaps);
    }
}
