package io.inventory4j.testkit.planted;

import io.inventory4j.Outcome;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.StoreTransaction.Changes;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ledgers that are changed in one place. */
final class Bent {
    /** Answers one command, with or without the sound ledger. */
    interface Deciding {
        Outcome decide(Command command, Function<Command, Outcome> right, StockLedger ledger);
    }

    private Bent() {}

    /** Stores something else than the rules decided. */
    static StockLedger storing(InstantSource clock, UnaryOperator<Changes> bug) {
        return transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public void store(Changes changes) {
                super.store(bug.apply(changes));
            }
        });
    }

    /** Reads or writes rows otherwise. */
    static StockLedger transaction(
            InstantSource clock, BiFunction<StoreTransaction, @Nullable Command, StoreTransaction> bug) {
        return new OneByOne(clock) {
            @Override
            StoreTransaction bend(StoreTransaction right, @Nullable Command running) {
                return bug.apply(right, running);
            }
        };
    }

    /** Sends other commands, or answers otherwise. */
    static StockLedger deciding(InstantSource clock, Deciding bug) {
        return new OneByOne(clock) {
            @Override
            Outcome one(Command next) {
                return bug.decide(next, super::one, this);
            }
        };
    }
}
