package io.inventory4j.ledger.rules;

import io.inventory4j.ReservationId;
import io.inventory4j.stock.StockKey;

/**
 * Where the rules get the rows that one command touches, all as of one instant. They ask for each row once. A store
 * that keeps rows implements it; others implement {@link LedgerView}.
 */
public interface RowLookup {
    /**
     * Finds a stock line.
     *
     * @param key the line
     * @return a new draft, with the row and its place
     */
    LineDraft find(StockKey key);

    /**
     * Finds a counter.
     *
     * @param name its name
     * @return a new draft, with the row and its place
     */
    CounterDraft findCounter(String name);

    /**
     * Finds a reservation, tombstones included.
     *
     * @param id its id
     * @return a new draft, with the row and its place
     */
    ReservationDraft find(ReservationId id);

    /**
     * Finds an applied move or sale state.
     *
     * @param id its id
     * @param move whether it is a move
     * @return a new draft, with the row and its place
     */
    RememberedDraft findRemembered(String id, boolean move);
}
