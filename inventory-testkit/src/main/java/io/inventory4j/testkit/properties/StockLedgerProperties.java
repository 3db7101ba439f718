package io.inventory4j.testkit.properties;

import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Layer;
import io.inventory4j.testkit.LedgerSuite;
import io.inventory4j.testkit.limit.Limited;
import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.sessions.JqwikSession;

/**
 * The rules of docs/ledger-rules.md as a property of random sequences: extend it, say how to open a ledger, and every
 * answer and the state that follows are compared with those of a sequential model. A counterexample is shrunk; the
 * failure's message is that sequence as Java code.
 *
 * <p>{@code -Dinventory.test.scale} multiplies the 1,000 sequences, {@code -Dinventory.test.seed} repeats a run,
 * {@code -Dinventory.test.limit} says how many seconds one sequence may take. Needs jqwik's engine; nothing waits for
 * time to pass.
 */
public abstract class StockLedgerProperties extends LedgerSuite {
    private static final int SEQUENCES = 1_000;

    /** For subclasses. */
    protected StockLedgerProperties() {}

    /**
     * How many sequences the quick run has: fewer for a ledger that is much slower than memory.
     *
     * @return the number that {@code -Dinventory.test.scale} multiplies
     */
    protected int sequences() {
        return SEQUENCES;
    }

    private Figures searched(long seed) {
        // The thread is not one of jqwik's own.
        JqwikSession.start();
        try {
            return new CounterexampleSearch(clock -> nodes(clock).inTurn(), seed, sequences() * Effort.scale()).run();
        } finally {
            JqwikSession.finish();
        }
    }

    /** Every answer of the ledger is the model's. */
    @Example
    @SuppressWarnings("SystemOut")
    final void answersAsTheModel() throws Throwable {
        long seed = Effort.seed();
        Duration limit = Limited.limit(System.getProperty(Limited.PROPERTY));
        Figures figures = Limited.run("answersAsTheModel", limit, () -> searched(seed));
        System.out.println("properties: " + figures + Layer.report() + " seed=" + seed + ": no finding");
    }
}
