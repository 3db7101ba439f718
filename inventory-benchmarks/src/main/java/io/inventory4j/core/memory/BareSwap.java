package io.inventory4j.core.memory;

import io.inventory4j.LevelChange;
import io.inventory4j.ReservationId;
import io.inventory4j.SaleState;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.ledger.JournalHeading;
import java.time.Instant;
import java.util.List;

/**
 * The lower bound of the memory ledger's cost: its table, its multi-word swap and its journal, with empty objects for
 * rows and without rules, requests and answers. It is in the core's package to have access to these parts. For one
 * thread.
 */
public final class BareSwap {
    private static final StockKey KEY = StockKey.of("LIPSTICK-01");
    private static final JournalHeading HEADING = JournalHeading.expired(ReservationId.of("any"));
    private static final List<LevelChange> CHANGES = List.of(new LevelChange(
            StockLevel.empty(KEY), new StockLevel(KEY, 1, 0, 0, 0, 0, 0, 0, 1, SaleState.OPEN, 0, false)));

    private final Tables tables = new Tables();
    private final JournalLog journal = new JournalLog(InMemoryLedger.DEFAULT_JOURNAL_CAPACITY);
    private final int hashed = tables.lines.hash(KEY);
    private final Cell line = tables.lines.findOrAdd(KEY, hashed);
    private Object level = line.row();

    /** An empty store. */
    public BareSwap() {}

    /**
     * Swaps the rows that a reservation of one line with one charge swaps.
     *
     * @param order names the reservation
     * @param buyer names the counter
     * @return whether the swap succeeded
     */
    public boolean reserve(String order, String buyer) {
        return swap(claim(tables.reservations, ReservationId.of(order)), claim(tables.counters, buyer));
    }

    /**
     * Swaps the rows that a confirmation swaps.
     *
     * @param order names the reservation
     * @return whether the swap succeeded
     */
    public boolean confirm(String order) {
        return swap(claim(tables.reservations, ReservationId.of(order)));
    }

    private Claim claim(Table table, Comparable<?> key) {
        int hashed = table.hash(key);
        Cell cell = table.findOrAdd(key, hashed);
        return new Claim(table, key, hashed, cell, cell.row());
    }

    private boolean swap(Claim... others) {
        Claim[] claims = new Claim[others.length + 1];
        claims[0] = new Claim(tables.lines, KEY, hashed, line, level);
        System.arraycopy(others, 0, claims, 1, others.length);
        for (Claim claim : claims) {
            claim.after = new Object();
        }
        level = claims[0].after;
        return Swap.swap(claims, new JournalRecord(HEADING, Instant.EPOCH, CHANGES), journal);
    }
}
