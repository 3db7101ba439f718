package io.inventory4j.testkit.planted.store;

import io.inventory4j.ledger.StockLedger;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a namespace keeps, whatever ledgers come and go over it. */
public interface Store {
    /** Opens a node of the shop: a ledger over what this store keeps. */
    StockLedger open(InstantSource clock);

    /** A store that lives in one ledger object: all nodes are that object. */
    static Store within(Function<InstantSource, StockLedger> ledger) {
        return shared(ledger, one -> one);
    }

    /** Rows that are made by the first node, and opened by every one. */
    static <S> Store shared(Function<InstantSource, S> rows, Function<S, StockLedger> node) {
        return new Store() {
            private @Nullable S made;

            @Override
            public synchronized StockLedger open(InstantSource clock) {
                S there = made == null ? rows.apply(clock) : made;
                made = there;
                return node.apply(there);
            }
        };
    }
}
