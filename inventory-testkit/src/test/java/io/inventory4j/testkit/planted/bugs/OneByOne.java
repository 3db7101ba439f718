package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Outcome;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.testkit.MapLedger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sound ledger that gives each command of a batch a transaction of its own, as rule 6.4 allows. A bug can change two
 * places: how one command is decided, and the transaction it runs in.
 */
class OneByOne extends MapLedger {
    private static final ThreadLocal<@Nullable Command> COMMAND = new ThreadLocal<>();

    OneByOne(InstantSource clock) {
        super(clock);
    }

    /** Decides one command. */
    Outcome one(Command next) {
        COMMAND.set(next);
        try {
            return super.apply(List.of(next)).get(0);
        } finally {
            COMMAND.remove();
        }
    }

    /**
     * Changes a transaction.
     *
     * @param right the sound one
     * @param running the command that it is for; null for reads, sweeps and purges
     */
    StoreTransaction bend(StoreTransaction right, @Nullable Command running) {
        return right;
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Command next : batch) {
            outcomes.add(one(next));
        }
        return outcomes;
    }

    @Override
    protected final StoreTransaction begin() {
        return bend(super.begin(), COMMAND.get());
    }
}
