package io.inventory4j.core.batching;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * A layer over a ledger that lets callers who arrive together travel together: one call to the store for all who wait,
 * instead of one each. Where many buy the same SKU at once, that is the difference between a thousand orders a second
 * and twenty thousand.
 *
 * <p>Nobody waits for company: a caller who finds the store free goes at once, alone, on his own thread. Only while two
 * calls are under way do others wait; then one of them takes all who wait to the store. Over a ledger whose
 * transactions keep rows locked ({@link io.inventory4j.ledger.store.LoadApplyStoreLedger}, below whatever layers), a
 * batch with company goes by itself, since a second one would wait for its locks. Calls are served in the order of
 * their arrival. What is asked for is what the ledger below would do, with these differences:
 *
 * <ul>
 *   <li>A call that gets no turn within its deadline, or finds too many waiting, fails with effect NONE.
 *   <li>After a failure with effect UNKNOWN a call is sent again, under the same ids, until the store says what became
 *       of it or the deadline is over. So UNKNOWN is rare, and an outcome may be a replay (rule 1.4). A refusal is told
 *       only if no copy of the call can still arrive, and otherwise remains UNKNOWN (rule 10.2).
 *   <li>A caller that is interrupted leaves at once: with effect NONE if he waited for a turn, UNKNOWN if his command
 *       was under way. His thread stays interrupted.
 * </ul>
 *
 * <p>Reads, sweeps and purges go straight through. Thread-safe, for platform and virtual threads: no lock is held while
 * the store is called.
 */
public final class Batching extends ForwardingLedger {
    private final Batches batches;

    /** With so many turns at the store. */
    Batching(StockLedger below, BatchLimits limits, int turns) {
        super(below);
        batches = new Batches(below, limits, new Turns(turns));
    }

    /**
     * A layer with the standard limits.
     *
     * @param ledger the ledger below; closing the layer closes it
     * @return the layer
     */
    public static Batching over(StockLedger ledger) {
        return over(ledger, BatchLimits.standard());
    }

    /**
     * A layer.
     *
     * @param ledger the ledger below; closing the layer closes it
     * @param limits how long and how many may wait, and how much travels together
     * @return the layer
     */
    public static Batching over(StockLedger ledger, BatchLimits limits) {
        return new Batching(ledger, Objects.requireNonNull(limits, "limits"), Turns.TWO);
    }

    /** Whether all callers go together, and not by halves. */
    boolean goesTogether() {
        return batches.goesTogether();
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        List<Command> commands = List.copyOf(batch);
        return commands.isEmpty() ? below().apply(commands) : batches.apply(commands);
    }

    /**
     * Sends commands without waiting for the answer. Thousands may be under way from one thread.
     *
     * @param batch the commands; may be empty
     * @return one outcome per command, by position; or a {@link LedgerException}, with effect NONE at once if too many
     *     wait. It is completed on a thread of this layer; what hangs on it may call the ledger, and may wait
     */
    public CompletionStage<List<Outcome>> submit(List<? extends Command> batch) {
        return batches.submit(List.copyOf(batch)).minimalCompletionStage();
    }

    /** Ends the threads of the layer; the ledger below stays open. What {@link #submit} was given and waits fails. */
    public void stop() {
        batches.close();
    }

    @Override
    public void close() {
        stop();
        super.close();
    }
}
