package io.inventory4j.testkit;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import java.time.InstantSource;
import java.util.List;

/** A layer that sends commands again whose answer was lost. */
public final class RepeatingLayer extends ForwardingLedger {
    private RepeatingLayer(StockLedger below) {
        super(below);
    }

    public static StockLedger over(StockLedger below) {
        return new RepeatingLayer(below);
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        try {
            return below().apply(batch);
        } catch (LedgerException e) {
            return below().apply(batch);
        }
    }

    /** A store of which every other answer is lost. */
    public static final class Mute extends ForwardingLedger {
        private int calls;

        public Mute(InstantSource clock) {
            super(new MapLedger(clock));
        }

        @Override
        public List<Outcome> apply(List<? extends Command> batch) {
            List<Outcome> outcomes = below().apply(batch);
            if (calls++ % 2 == 0) {
                throw new LedgerException(Effect.UNKNOWN, "the answer is lost", null);
            }
            return outcomes;
        }
    }
}
