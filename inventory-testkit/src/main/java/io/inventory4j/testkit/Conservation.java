package io.inventory4j.testkit;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.JournalPage;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A layer over the ledger under test that remembers what was acknowledged and checks that everything adds up (rule 8):
 * all units against what came in and went out, and each version and charge against the commands. {@link #check} uses
 * only the ledger's public reads. If the ledger under test keeps a journal, so does this one.
 *
 * <p>Every command must go through one instance, or through one that is {@linkplain #beside beside} it. Thread-safe;
 * {@link #check} must be called when no command is under way. A command whose answer was lost ({@link
 * LedgerException.Effect#UNKNOWN}) may or may not count, until it is repeated.
 */
public class Conservation extends ForwardingLedger {
    private final Acknowledged acknowledged;

    private Conservation(StockLedger ledger, Acknowledged acknowledged) {
        super(ledger);
        this.acknowledged = acknowledged;
    }

    /**
     * Watches over a ledger.
     *
     * @param ledger the ledger under test, fresh: without lines, reservations and counters
     * @return a ledger that passes everything on; {@link Journaled} if {@code ledger} is
     */
    public static Conservation of(StockLedger ledger) {
        return of(ledger, new Acknowledged());
    }

    private static Conservation of(StockLedger ledger, Acknowledged acknowledged) {
        return ledger instanceof Journaled journal
                ? new WithJournal(ledger, journal, acknowledged)
                : new Conservation(ledger, acknowledged);
    }

    /**
     * Watches over another node of the same stock: what either of them acknowledges counts for both.
     *
     * @param node the other node's ledger, over the stock of the one that was given to {@link #of}
     * @return a ledger that passes everything on; {@link Journaled} if {@code node} is
     */
    public Conservation beside(StockLedger node) {
        return of(node, acknowledged);
    }

    /**
     * What does not add up, each with the rule, the line, counter or reservation, and the numbers.
     *
     * @return the violations; empty where everything is conserved
     */
    public List<String> violations() {
        return ConservationCheck.violations(acknowledged, below());
    }

    /**
     * Checks that everything adds up.
     *
     * @throws AssertionError if something does not; the message lists all of it
     */
    public void check() {
        List<String> violations = violations();
        if (!violations.isEmpty()) {
            throw new AssertionError("not conserved:\n" + String.join("\n", violations));
        }
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        List<Command> commands = List.copyOf(batch);
        List<Outcome> outcomes;
        try {
            outcomes = below().apply(commands);
        } catch (LedgerException e) {
            if (e.effect() == LedgerException.Effect.UNKNOWN) {
                acknowledged.doubt(commands);
            }
            throw e;
        }
        acknowledged.apply(commands, outcomes);
        return outcomes;
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        return ended(() -> below().expire(max, except));
    }

    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        return ended(() -> below().shipConfirmed(unchangedFor, max));
    }

    /** A call of the ledger that chooses its reservations by itself. */
    private List<Outcome.Applied> ended(Supplier<List<Outcome.Applied>> call) {
        List<Outcome.Applied> ended;
        try {
            ended = call.get();
        } catch (LedgerException e) {
            if (e.effect() == LedgerException.Effect.UNKNOWN) {
                acknowledged.doubtSweep();
            }
            throw e;
        }
        acknowledged.expire(ended);
        return ended;
    }

    @Override
    public int purge(Retention retention, int max) {
        acknowledged.purge();
        return below().purge(retention, max);
    }

    private static final class WithJournal extends Conservation implements Journaled {
        private final Journaled journal;

        WithJournal(StockLedger ledger, Journaled journal, Acknowledged acknowledged) {
            super(ledger, acknowledged);
            this.journal = journal;
        }

        @Override
        public JournalPage journal(long after, int max) {
            return journal.journal(after, max);
        }
    }
}
