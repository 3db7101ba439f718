package io.inventory4j.testkit.contract;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import java.util.List;

/** A ledger that loses the commands or the answers while {@code losing} is set, and reports UNKNOWN in both cases. */
final class Losing extends Answering {
    private final boolean arrives;
    boolean losing;

    Losing(StockLedger ledger, boolean arrives) {
        super(ledger, (command, outcome) -> outcome);
        this.arrives = arrives;
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        if (!losing) {
            return super.apply(batch);
        }
        if (arrives) {
            super.apply(batch);
        }
        throw new LedgerException(LedgerException.Effect.UNKNOWN, "the answer was lost", null);
    }
}
