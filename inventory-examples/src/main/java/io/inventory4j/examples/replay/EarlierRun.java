package io.inventory4j.examples.replay;

import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an earlier run has brought the sale, by the store's journal: read once, before anything happens; empty where
 * the sale is new. Filled by one thread, then read only.
 */
final class EarlierRun {
    private final String sale;
    private final JournalIndex index = new JournalIndex();
    private @Nullable JournalEntry first;
    private @Nullable String otherSale;
    private @Nullable Instant until;
    private long entries;
    private long lost;

    /**
     * Nothing yet.
     *
     * @param sale what the deliveries of this sale give as their reason
     */
    EarlierRun(String sale) {
        this.sale = sale;
    }

    void enter(JournalPage page) {
        lost += page.lost();
        index.enter(page);
        page.entries().forEach(this::enter);
    }

    private void enter(JournalEntry entry) {
        first = first == null ? entry : first;
        until = until == null || entry.at().isAfter(until) ? entry.at() : until;
        entries++;
        if (opens(entry) && !sale.equals(entry.reason())) {
            otherSale = entry.reason();
        }
    }

    private static boolean opens(JournalEntry entry) {
        return entry.kind() == CommandKind.MOVE && entry.command().startsWith(Warehouse.OPENING);
    }

    /** Makes sure that what the store has is this sale. */
    void check(String store) throws StoreException {
        JournalEntry begin = first;
        if (lost > 0) {
            throw new StoreException("--store " + store + " no longer has the first " + lost
                    + " entries of its journal, so no sale in it can be audited");
        }
        if (begin != null && !opens(begin)) {
            throw new StoreException("--store " + store + " holds something else than a live sale: its journal begins"
                    + " with " + begin.kind() + " " + begin.command());
        }
        if (otherSale != null) {
            throw new StoreException("--store " + store + " holds another sale: " + otherSale + "; this is " + sale);
        }
    }

    /** Whether there is anything to go on from. */
    boolean goesOn() {
        return entries > 0;
    }

    long entries() {
        return entries;
    }

    /** The sale's time when the earlier run was cut off, or somewhat before; null for a new sale. */
    @Nullable
    Instant until() {
        return until;
    }

    /** Whether the store still has what a step has come to. */
    boolean has(Step step) {
        return index.has(step);
    }

    /** A step in doubt with its answer, where the store's journal has that; any other step as it is. */
    Step answered(Step step) {
        return index.answered(step);
    }
}
