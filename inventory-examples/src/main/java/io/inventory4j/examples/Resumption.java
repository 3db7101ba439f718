package io.inventory4j.examples;

import io.inventory4j.Bucket;
import io.inventory4j.CommandKind;
import io.inventory4j.JournalEntry;
import io.inventory4j.JournalPage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sale as far as an earlier run has brought it, by the journal: read once, before anything happens; empty where the
 * sale is new. Filled by one thread, then read only.
 */
final class Resumption {
    /** What a late payment adds to the id of its cart. */
    static final String LATE = "/late";

    private final Map<String, Trail> trails = new HashMap<>();
    private final Map<String, Long> moves = new HashMap<>();
    private final Map<String, Long> opened = new HashMap<>();
    private @Nullable JournalEntry first;
    private @Nullable String otherOpening;
    private @Nullable Instant until;
    private final String sale;
    private long entries;
    private long lost;
    private long carts;
    private boolean begun;

    /**
     * Nothing yet.
     *
     * @param sale what the opening moves of this sale give as their reason
     */
    Resumption(String sale) {
        this.sale = sale;
    }

    void enter(JournalPage page) {
        lost += page.lost();
        page.entries().forEach(this::enter);
    }

    private void enter(JournalEntry entry) {
        first = first == null ? entry : first;
        until = until == null || entry.at().isAfter(until) ? entry.at() : until;
        entries++;
        if (entry.kind() == CommandKind.MOVE) {
            moves.merge(entry.command(), units(entry), Long::sum);
            if (opens(entry)) {
                opened.put(entry.change().key().sku(), units(entry));
                otherOpening = sale.equals(entry.reason()) ? otherOpening : entry.reason();
                return;
            }
        } else {
            boolean cart =
                    entry.kind() == CommandKind.RESERVE && !entry.command().endsWith(LATE);
            carts += cart && !trails.containsKey(entry.command()) ? 1 : 0;
            trails.computeIfAbsent(entry.command(), id -> new Trail()).enter(entry);
        }
        begun = true;
    }

    private static boolean opens(JournalEntry entry) {
        return entry.kind() == CommandKind.MOVE && entry.command().startsWith(Warehouse.OPENING);
    }

    private static long units(JournalEntry entry) {
        return Math.abs(entry.change().delta(Bucket.AVAILABLE) + entry.change().delta(Bucket.QUALITY_CONTROL));
    }

    /**
     * Makes sure that what is there is this sale.
     *
     * @param opening units by article, as this sale would receive them
     */
    void check(String store, Map<String, Long> opening) throws InputException {
        JournalEntry begin = first;
        if (lost > 0) {
            throw new InputException("--store " + store + " no longer has the first " + lost
                    + " entries of its journal, so no sale in it can be audited");
        }
        if (begin == null) {
            return;
        }
        if (!opens(begin)) {
            throw new InputException("--store " + store + " holds something else than a live sale: its journal begins"
                    + " with " + begin.kind() + " " + Column.printable(begin.command()));
        }
        if (otherOpening != null) {
            throw new InputException("--store " + store + " holds another sale: " + Column.printable(otherOpening)
                    + "; this is " + sale);
        }
        // The opening comes first, so a run that was cut off in it has nothing else yet.
        boolean fits = begun ? opened.equals(opening) : opening.entrySet().containsAll(opened.entrySet());
        if (!fits) {
            throw new InputException("--store " + store + " holds another sale: its opening stock is not this one's");
        }
    }

    /** Whether there is anything to go on from. */
    boolean goesOn() {
        return entries > 0;
    }

    long entries() {
        return entries;
    }

    /** How many carts have held something. */
    long carts() {
        return carts;
    }

    /** The sale's time when the earlier run was cut off, or somewhat before; null for a new sale. */
    @Nullable
    Instant until() {
        return until;
    }

    /** What is known of a reservation; {@link Trail#NONE} if it is not there. */
    Trail trail(String reservation) {
        return trails.getOrDefault(reservation, Trail.NONE);
    }

    /** How many units a move has moved, or null if it was not made. */
    @Nullable
    Long moved(String id) {
        return moves.get(id);
    }
}
