package io.inventory4j.ledger.rules;

/**
 * Where the rules get the rows that one command touches, all as of one instant. They ask for each row once. A store
 * that keeps rows implements it; others implement {@link LedgerView}.
 */
public interface RowLookup {
    /**
     * Finds a stock line.
     *
     * @param draft names the line, and takes the row and its place
     */
    void find(LineDraft draft);

    /**
     * Finds a counter.
     *
     * @param draft names the counter, and takes the row and its place
     */
    void find(CounterDraft draft);

    /**
     * Finds a reservation, tombstones included.
     *
     * @param draft names the reservation, and takes the row and its place
     */
    void find(ReservationDraft draft);

    /**
     * Finds an applied move or sale state.
     *
     * @param draft names it, and takes the row and its place
     */
    void find(RememberedDraft draft);
}
