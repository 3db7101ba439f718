package io.inventory4j.testkit.contract;

import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.testkit.Conservation;
import io.inventory4j.testkit.LedgerSuite;
import io.inventory4j.testkit.Nodes;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.contract.reserve.ChargeContract;
import io.inventory4j.testkit.contract.reserve.ChoiceBoundsContract;
import io.inventory4j.testkit.contract.reserve.ChoiceContract;
import io.inventory4j.testkit.contract.reserve.CounterEndContract;
import io.inventory4j.testkit.contract.reserve.EndedContract;
import io.inventory4j.testkit.contract.reserve.GiftAgainContract;
import io.inventory4j.testkit.contract.reserve.GrantContract;
import io.inventory4j.testkit.contract.reserve.RefusalContract;
import io.inventory4j.testkit.contract.reserve.RepeatContract;
import io.inventory4j.testkit.contract.reserve.ReplaceContract;
import io.inventory4j.testkit.contract.reserve.ReserveContract;
import io.inventory4j.testkit.contract.reserve.SellContract;
import io.inventory4j.testkit.contract.reserve.TakeAgainContract;
import io.inventory4j.testkit.contract.settle.ExpireContract;
import io.inventory4j.testkit.contract.settle.FilingContract;
import io.inventory4j.testkit.contract.settle.SettleAgainContract;
import io.inventory4j.testkit.contract.settle.SettleContract;
import io.inventory4j.testkit.contract.settle.ShipContract;
import io.inventory4j.testkit.contract.settle.StateContract;
import io.inventory4j.testkit.contract.spi.BatchContract;
import io.inventory4j.testkit.contract.spi.BoundsContract;
import io.inventory4j.testkit.contract.spi.ClockContract;
import io.inventory4j.testkit.contract.spi.CloseContract;
import io.inventory4j.testkit.contract.spi.ConcurrencyContract;
import io.inventory4j.testkit.contract.spi.HostileTextContract;
import io.inventory4j.testkit.contract.spi.InstantContract;
import io.inventory4j.testkit.contract.spi.InterruptContract;
import io.inventory4j.testkit.contract.spi.JournalContract;
import io.inventory4j.testkit.contract.spi.NodesContract;
import io.inventory4j.testkit.contract.spi.OrderOfLocksContract;
import io.inventory4j.testkit.contract.spi.PurgeContract;
import io.inventory4j.testkit.contract.spi.PushContract;
import io.inventory4j.testkit.contract.spi.ReadContract;
import io.inventory4j.testkit.contract.spi.RetentionContract;
import io.inventory4j.testkit.contract.spi.RetryContract;
import io.inventory4j.testkit.contract.spi.SizeContract;
import io.inventory4j.testkit.contract.spi.TornReadsContract;
import io.inventory4j.testkit.contract.spi.WatchContract;
import io.inventory4j.testkit.contract.stock.MoveAgainContract;
import io.inventory4j.testkit.contract.stock.MoveContract;
import io.inventory4j.testkit.contract.stock.OpeningContract;
import io.inventory4j.testkit.contract.stock.SaleStateContract;
import io.inventory4j.testkit.contract.stock.TargetContract;
import io.inventory4j.testkit.contract.stock.WindowContract;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract of {@link StockLedger} as JUnit tests: extend it, say how to open a ledger, and every rule of
 * docs/ledger-rules.md is checked. A test's name carries the number of the rule. Rule 8, that nothing is created or
 * lost, is checked after every test of the class, including the tests that a subclass adds.
 *
 * <p>Tests of an optional ability that the ledger lacks are visibly skipped. No test waits for time to pass, and each
 * has ledgers of its own, so tests may run in any order, or at the same time if the store allows it.
 */
@ExtendWith(ContractReport.class)
@SuppressWarnings("exports") // JUnit is no part of what the kit brings along: whoever runs it has it
public abstract class StockLedgerContract extends LedgerSuite
        implements ReserveContract,
                ChargeContract,
                CounterEndContract,
                RepeatContract,
                RefusalContract,
                ReplaceContract,
                SellContract,
                TakeAgainContract,
                EndedContract,
                ChoiceContract,
                ChoiceBoundsContract,
                GrantContract,
                GiftAgainContract,
                ConcurrencyContract,
                InterruptContract,
                TornReadsContract,
                OrderOfLocksContract,
                NodesContract,
                SettleContract,
                ShipContract,
                SettleAgainContract,
                StateContract,
                MoveContract,
                MoveAgainContract,
                OpeningContract,
                TargetContract,
                SaleStateContract,
                WindowContract,
                ExpireContract,
                FilingContract,
                ReadContract,
                BatchContract,
                SizeContract,
                JournalContract,
                WatchContract,
                PushContract,
                BoundsContract,
                HostileTextContract,
                PurgeContract,
                RetentionContract,
                RetryContract,
                ClockContract,
                InstantContract,
                CloseContract {
    private final TurnedClock clock = new TurnedClock();
    private final List<Conservation> opened = new ArrayList<>();
    private @Nullable Conservation ledger;
    private @Nullable Nodes nodes;

    /** For subclasses. */
    protected StockLedgerContract() {}

    /**
     * The ledger of this test, opened when a thread first asks for it and checked by {@link Conservation}.
     *
     * @return the ledger
     */
    @Override
    public final StockLedger ledger() {
        return both();
    }

    private synchronized Conservation both() {
        Nodes open = open();
        if (ledger == null) {
            ledger = watched(open.inTurn());
        }
        return ledger;
    }

    private synchronized Nodes open() {
        if (nodes == null) {
            nodes = nodes(clock);
        }
        return nodes;
    }

    /**
     * The node that was opened first.
     *
     * @return the ledger of that node, checked together with {@link #ledger()}
     */
    @Override
    public final StockLedger one() {
        return both().beside(open().first());
    }

    /**
     * The other node.
     *
     * @return the ledger of that node, checked together with {@link #ledger()}; if there is none, the test that asks
     *     for it is skipped
     */
    @Override
    public final StockLedger other() {
        Conservation both = both();
        return open().second()
                .map(both::beside)
                .orElseGet(() -> Assumptions.abort("this ledger has one node: openNode is not overridden"));
    }

    /**
     * The first node of this test, as one that pushes changes.
     *
     * @return the ledger itself; if it is not {@link Watchable}, the test that asks for it is skipped
     */
    @Override
    public final synchronized Watchable watchable() {
        both();
        return open().first() instanceof Watchable able ? able : Assumptions.abort("this ledger does not push changes");
    }

    /**
     * One more ledger, apart from all others, on the same clock.
     *
     * @return the ledger, checked as well
     */
    @Override
    public final synchronized StockLedger another() {
        return watched(nodes(clock).inTurn());
    }

    /**
     * One more ledger, apart from all others, on the same clock, which one node calls.
     *
     * @return the ledger, checked as well
     */
    @Override
    public final synchronized StockLedger anotherOfOneNode() {
        return watched(oneNode(clock).inTurn());
    }

    /**
     * Fresh nodes that the test may close: nothing is checked of them afterwards.
     *
     * @return the nodes, which the test closes
     */
    @Override
    public final Nodes apart() {
        return nodes(clock);
    }

    private Conservation watched(StockLedger fresh) {
        Conservation watched = Conservation.of(fresh);
        opened.add(watched);
        return watched;
    }

    /**
     * The clock that the ledgers of this test read.
     *
     * @return the clock
     */
    @Override
    public final TurnedClock clock() {
        return clock;
    }

    /**
     * What random tests begin with; the run's report has it.
     *
     * @return the seed
     */
    @Override
    public final long seed() {
        return ContractReport.SEED;
    }

    /** What the ledger of this test is able to do, for the report; empty if the test has used none. */
    final synchronized List<String> described() {
        if (nodes == null) {
            return List.of();
        }
        StockLedger first = nodes.first();
        return List.of(
                nodes.second().isPresent() ? "two nodes" : "one node",
                first instanceof Journaled ? "journaled" : "no journal",
                first instanceof Watchable ? "watchable" : "no push");
    }

    /** Checks rule 8 over every ledger that the test has used. */
    @AfterEach
    final void conserved() {
        try {
            opened.forEach(Conservation::check);
        } finally {
            opened.forEach(Conservation::close);
            opened.forEach(Conservation::close);
        }
    }
}
