package io.inventory4j.testkit;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.limit.TimeLimit;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every suite of the kit is told about the ledger under test: how to open it, how another node opens the same
 * stock, and how to throw it away. Write these methods once, in an interface or a class of your own, and let each suite
 * call them.
 *
 * <p>A test that hangs fails after 120 seconds, or after as many as {@code -Dinventory.test.limit} says, with the
 * stacks of all threads that are in the ledger or in the kit. Of what is repeated, each round has that time.
 */
@ExtendWith(TimeLimit.class)
@SuppressWarnings("exports") // JUnit is no part of what the kit brings along: whoever runs it has it
public abstract class LedgerSuite {
    /** For the suites. */
    protected LedgerSuite() {}

    /**
     * Opens a fresh ledger: without lines, reservations, counters and journal.
     *
     * @param namespace a text that no other ledger was given, of hexadecimal digits and dashes: a store that outlives
     *     the test keeps its tests apart by it
     * @param clock the only source of time that the ledger may use
     * @return the ledger; the suite closes it
     */
    protected abstract StockLedger open(String namespace, InstantSource clock);

    /**
     * Opens the stock of a ledger once more, as another node of the shop does: it must share nothing with the first but
     * the store. Suites that are given a second node send their calls to both in turn, so that locks, caches and
     * listeners which see one node only are found.
     *
     * @param namespace the namespace of a ledger that {@link #open} has opened and that is still open
     * @param clock the only source of time that the ledger may use
     * @return the second node; the suite closes it. Null, the default, if the stock lives within one ledger: what needs
     *     two nodes is then visibly skipped
     */
    protected @Nullable StockLedger openNode(String namespace, InstantSource clock) {
        return null;
    }

    /**
     * Throws away what the store keeps of a namespace. By default nothing is done.
     *
     * @param namespace the namespace; all ledgers that were opened with it are closed
     */
    protected void discard(String namespace) {}

    /**
     * Opens a fresh namespace, on two nodes if the ledger has them.
     *
     * @param clock the clock of both
     * @return the nodes, which are to be closed
     */
    protected final Nodes nodes(InstantSource clock) {
        return Nodes.open(this, clock, 2);
    }

    /**
     * Opens a fresh namespace on one node.
     *
     * @param clock its clock
     * @return the node, which is to be closed
     */
    protected final Nodes oneNode(InstantSource clock) {
        return Nodes.open(this, clock, 1);
    }
}
