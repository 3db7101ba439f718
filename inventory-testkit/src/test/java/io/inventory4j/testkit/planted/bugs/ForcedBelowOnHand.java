package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A forced move takes more than is on hand: units are added before the rules judge it, and removed after. */
public final class ForcedBelowOnHand extends OneByOne {
    private static final long LENT = 1L << 40;

    private static final ThreadLocal<Boolean> LENDING = ThreadLocal.withInitial(() -> false);

    public ForcedBelowOnHand(InstantSource clock) {
        super(clock);
    }

    @Override
    Outcome one(Command next) {
        Outcome outcome = super.one(next);
        if (!(next instanceof Move move) || !move.force() || !RepeatBugs.refused(outcome, Reason.SHORTFALL)) {
            return outcome;
        }
        LENDING.set(true);
        try {
            return super.one(next) instanceof Outcome.Applied applied
                    ? new Outcome.Applied(
                            null,
                            applied.changes().stream()
                                    .map(ForcedBelowOnHand::repaid)
                                    .toList(),
                            false)
                    : outcome;
        } finally {
            LENDING.remove();
        }
    }

    @Override
    StoreTransaction bend(StoreTransaction right, @Nullable Command running) {
        return LENDING.get() ? new Lending(right) : right;
    }

    private static LevelChange repaid(LevelChange change) {
        return new LevelChange(Rows.committed(change.before(), -LENT), Rows.committed(change.after(), -LENT));
    }

    private static JournalEntry repaid(JournalEntry entry) {
        return new JournalEntry(
                entry.sequence(),
                entry.at(),
                entry.kind(),
                entry.command(),
                entry.settlement(),
                entry.reason(),
                repaid(entry.change()));
    }

    private static final class Lending extends ForwardingTransaction {
        Lending(StoreTransaction right) {
            super(right);
        }

        @Override
        public Map<StockKey, StockLevel> lines(Set<StockKey> keys) {
            return Rows.each(super.lines(keys), level -> Rows.committed(level, LENT));
        }

        @Override
        public void store(Changes changes) {
            Changes repaid = Rows.lines(changes, Rows.each(changes.lines(), level -> Rows.committed(level, -LENT)));
            List<JournalEntry> journal =
                    changes.journal().stream().map(ForcedBelowOnHand::repaid).toList();
            super.store(Rows.journal(repaid, journal));
        }
    }
}
