package io.inventory4j.ledger;

import io.inventory4j.LedgerException;

/**
 * A ledger that can work inside a transaction of the shop's: what it applies there is committed or rolled back together
 * with the rest, such as the row of an order. It is {@link Watchable}, because nobody tells a ledger that such a
 * transaction was committed: listeners hear of it from the journal.
 *
 * @param <T> what the shop has in hand for a transaction, such as a connection
 */
public interface TransactionalLedger<T> extends StockLedger, Watchable {
    /**
     * What a transaction is given as.
     *
     * @return the type
     */
    Class<T> transactionType();

    /**
     * The ledger inside a transaction that the caller has begun and will end.
     *
     * @param transaction the transaction
     * @return a ledger for one thread and for this transaction; closing it does nothing
     * @throws IllegalArgumentException if decisions in this transaction could be wrong, because it has not begun or is
     *     not isolated as the ledger needs it
     * @throws LedgerException if the store cannot answer
     */
    StockLedger within(T transaction);
}
