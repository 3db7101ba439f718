package io.inventory4j.testkit.contract;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.testkit.Conservation;
import io.inventory4j.testkit.TurnedClock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
public abstract class StockLedgerContract
        implements ReserveContract,
                ChargeContract,
                RepeatContract,
                RefusalContract,
                ReplaceContract,
                SellContract,
                TakeAgainContract,
                EndedContract,
                ConcurrencyContract,
                SettleContract,
                ShipContract,
                SettleAgainContract,
                StateContract,
                MoveContract,
                MoveAgainContract,
                OpeningContract,
                TargetContract,
                SaleStateContract,
                ExpireContract,
                FilingContract,
                ReadContract,
                BatchContract,
                JournalContract,
                WatchContract,
                BoundsContract,
                HostileTextContract,
                PurgeContract,
                RetentionContract,
                RetryContract,
                ClockContract {
    private final TurnedClock clock = new TurnedClock();
    private final List<Conservation> opened = new ArrayList<>();
    private @Nullable StockLedger ledger;
    private @Nullable StockLedger bare;

    /** For subclasses. */
    protected StockLedgerContract() {}

    /**
     * Opens a fresh ledger: without lines, reservations, counters and journal.
     *
     * @param namespace a text that no other ledger was given, of hexadecimal digits and dashes: a store that outlives
     *     the test keeps its tests apart by it
     * @param clock the only source of time that the ledger may use
     * @return the ledger; the contract closes it
     */
    protected abstract StockLedger open(String namespace, InstantSource clock);

    /**
     * The ledger of this test, opened when a thread first asks for it and checked by {@link Conservation}.
     *
     * @return the ledger
     */
    @Override
    public final synchronized StockLedger ledger() {
        if (ledger == null) {
            bare = open(UUID.randomUUID().toString(), clock);
            ledger = watched(bare);
        }
        return ledger;
    }

    /**
     * The ledger of this test, as one that pushes changes.
     *
     * @return the ledger itself; if it is not {@link Watchable}, the test that asks for it is skipped
     */
    @Override
    public final synchronized Watchable watchable() {
        ledger();
        if (bare instanceof Watchable able) {
            return able;
        }
        Assumptions.abort("this ledger does not push changes");
        throw new AssertionError("aborted before");
    }

    /**
     * One more ledger, apart from all others, on the same clock.
     *
     * @return the ledger, checked as well
     */
    @Override
    public final synchronized StockLedger another() {
        return watched(open(UUID.randomUUID().toString(), clock));
    }

    private StockLedger watched(StockLedger fresh) {
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
