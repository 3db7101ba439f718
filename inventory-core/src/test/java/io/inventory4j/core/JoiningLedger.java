package io.inventory4j.core;

import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.TransactionalLedger;

/** A ledger that takes part in a transaction, which is a text, by carrying out each command at once. */
final class JoiningLedger extends ForwardingLedger implements TransactionalLedger<String> {
    private final FedLedger store;

    JoiningLedger(FedLedger store) {
        super(store);
        this.store = store;
    }

    @Override
    public Class<String> transactionType() {
        return String.class;
    }

    @Override
    public StockLedger within(String transaction) {
        return store;
    }

    @Override
    public Subscription watch(StockListener listener) {
        return store.watch(listener);
    }

    @Override
    public Subscription follow(EntryListener listener) {
        return store.follow(listener);
    }
}
