package io.inventory4j.core;

import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.TransactionalLedger;
import io.inventory4j.stock.Bounds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layer over a ledger inside a transaction of the shop's. It publishes nothing, since nothing has happened before
 * the shop commits; listeners hear of it by the store's feed. It sweeps nothing either: a sweep locks other orders and
 * their lines, while the shop's transaction has locks already, so two that sweep would wait for each other.
 */
final class WithinTransaction extends ForwardingLedger {
    private WithinTransaction(StockLedger ledger) {
        super(ledger);
    }

    /**
     * The ledger of a store inside a transaction.
     *
     * @throws IllegalArgumentException if the store takes part in no such transaction
     */
    static StockLedger of(@Nullable TransactionalLedger<?> store, Object transaction) {
        if (store == null) {
            throw new IllegalArgumentException("the ledger of this inventory takes part in no transaction of others");
        }
        return new WithinTransaction(within(store, transaction));
    }

    private static <T> StockLedger within(TransactionalLedger<T> store, Object transaction) {
        Class<T> type = store.transactionType();
        if (!type.isInstance(transaction)) {
            throw new IllegalArgumentException("transaction is a "
                    + transaction.getClass().getName() + "; the ledger of this inventory takes a " + type.getName());
        }
        return store.within(type.cast(transaction));
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        Bounds.max("max", max);
        return List.of();
    }
}
