package io.inventory4j.testkit.properties;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.Effort;
import java.time.InstantSource;
import net.jqwik.api.Example;

/**
 * The rules of docs/ledger-rules.md as a property of random sequences: extend it, say how to open a ledger, and every
 * answer and the state that follows are compared with those of a sequential model. A counterexample is shrunk; the
 * failure's message is that sequence as Java code.
 *
 * <p>{@code -Dinventory.test.scale} multiplies the 1,000 sequences, {@code -Dinventory.test.seed} repeats a run. Needs
 * jqwik's engine; nothing waits for time to pass.
 */
public abstract class StockLedgerProperties {
    private static final int SEQUENCES = 1_000;

    /** For subclasses. */
    protected StockLedgerProperties() {}

    /**
     * Opens a fresh ledger: without lines, reservations, counters and journal.
     *
     * @param namespace a text that no other ledger was given, of hexadecimal digits and dashes: a store that outlives
     *     the test keeps its tests apart by it
     * @param clock the only source of time that the ledger may use
     * @return the ledger; the property closes it
     */
    protected abstract StockLedger open(String namespace, InstantSource clock);

    /**
     * How many sequences the quick run has: fewer for a ledger that is much slower than memory.
     *
     * @return the number that {@code -Dinventory.test.scale} multiplies
     */
    protected int sequences() {
        return SEQUENCES;
    }

    /** Every answer of the ledger is the model's. */
    @Example
    @SuppressWarnings("SystemOut")
    final void answersAsTheModel() {
        long seed = Effort.seed();
        Figures figures = new CounterexampleSearch(this::open, seed, sequences() * Effort.scale()).run();
        System.out.println("properties: " + figures + " seed=" + seed + ": no finding");
    }
}
