package io.inventory4j.testkit.faults;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.Conservation;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.history.CallHistory;
import io.inventory4j.testkit.history.HistoryChecker;
import io.inventory4j.testkit.history.Verdict;
import io.inventory4j.testkit.words.Failures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One fault run: shoppers on one or two nodes, faults, and the checks afterwards (I1 to I5 of docs/testing.md). */
final class FaultRun implements AutoCloseable {
    private static final int SHOPPERS = 6;
    private static final int ORDERS = 8;
    private static final int FAULT_SECONDS = 120;
    private static final int PROBES = 8;

    /** Few: a run that needs more is sooner made again. */
    private static final long CONFIGURATIONS = 1_000_000;

    private static final long QUESTIONS = 25_000_000;

    /** What goes wrong while the shoppers shop. Ends when everything is well again. */
    interface Disturbance {
        void disturb(Answers answers) throws Exception;
    }

    final CallWatch watch;
    private final int nodes;
    private final TurnedClock clock;
    private final Front front;
    private final CallHistory history;
    private final Conservation ledger;
    private final Answers answers = new Answers();
    private final CountDownLatch healed = new CountDownLatch(1);
    private final List<Shopper> shoppers = new ArrayList<>();
    private volatile String lastFault = "none";
    private volatile long failuresBefore;
    private PushWatch push = PushWatch.over(List.of());

    /**
     * A run on a fresh stock.
     *
     * @param nodes what the shoppers call in turn: the ledgers of the nodes, or layers over them whose calls go wrong
     * @param clock the clock of all
     * @param seed repeats what the shoppers choose
     * @param timeout the longest time that a call may take; null without a server, where no sweep is left in doubt
     */
    FaultRun(List<StockLedger> nodes, TurnedClock clock, long seed, @Nullable Duration timeout) {
        this.nodes = nodes.size();
        this.clock = clock;
        watch = new CallWatch(timeout);
        front = Front.of(nodes, watch);
        history = CallHistory.of(front, clock);
        ledger = Conservation.of(history);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < SHOPPERS; i++) {
            shoppers.add(new Shopper("shopper" + i, ledger, random.split(), answers, timeout == null));
        }
        for (StockKey line : Basket.ALL) {
            Posting posting = new Posting(line, Bucket.OUTSIDE, Bucket.AVAILABLE, Basket.stock(line));
            SaleStock.insist(ledger, Move.of("stock of " + line, "opening", posting));
        }
    }

    /** Listens on the nodes that push; to be called before anything goes wrong. */
    void listen(List<StockLedger> nodesBelow) {
        push = PushWatch.over(nodesBelow);
    }

    /** Notes that something goes wrong from now on; a failure of the run names the last. */
    void disturbed(String fault) {
        lastFault = fault;
        failuresBefore = watch.failures();
        watch.disturbed();
    }

    /** How many calls had failed before the last fault. */
    long failuresBefore() {
        return failuresBefore;
    }

    /** Lets the shoppers shop while the faults happen, until everything is healed. */
    void shop(Disturbance disturbance) {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        shoppers.forEach(shopper -> tasks.add(() -> shop(shopper)));
        tasks.add(() -> {
            try {
                disturbance.disturb(answers);
                return true;
            } finally {
                healed.countDown();
            }
        });
        try {
            Together.run(FAULT_SECONDS, tasks);
        } catch (AssertionError e) {
            throw Failures.around("", e, after());
        }
    }

    private String after() {
        LedgerException failure = watch.lastFailure();
        return "\n  last fault: " + lastFault + "; nodes=" + nodes
                + (failure == null ? "; no call has failed" : "; last failed call: " + failure);
    }

    private boolean shop(Shopper shopper) throws InterruptedException {
        int orders = 0;
        while (orders < ORDERS || healed.getCount() > 0) {
            boolean answered = shopper.order();
            orders++;
            if (!answered || orders > ORDERS) {
                // While the store is down or the stock is sold out, a shopper waits for healing, or a moment.
                healed.await(20, TimeUnit.MILLISECONDS);
            }
        }
        return true;
    }

    /** Checks I1 to I5; returns how many operations the history had. */
    int check() throws UndecidedException {
        try {
            serviceReturns();
            StockLedger patient = new Patient(ledger, watch);
            Set<ReservationId> givenBack = new HashSet<>();
            shoppers.forEach(shopper -> givenBack.addAll(shopper.givenBack));
            FaultChecks.sameAnswers(patient, Basket.ALL, acknowledged(), givenBack);
            FaultChecks.notOversold(acknowledged());
            sweep(patient);
            push.check(ledger.levels(Basket.ALL), history);
            named("I1", ledger::check);
            serviceReturns();
            watch.check();
            Verdict verdict = new HistoryChecker(CONFIGURATIONS, QUESTIONS).check(history);
            if (verdict.finding() == Verdict.Finding.UNDECIDED) {
                throw new UndecidedException("I5: " + verdict + after());
            }
            named("I5", verdict::check);
            return history.size();
        } catch (AssertionError e) {
            throw Failures.around("", e, after());
        }
    }

    /** I4: what the first node holds, the last one sweeps. */
    private void sweep(StockLedger patient) {
        front.stayAt(0);
        patient.apply(List.of(Basket.held("abandoned by the first node")));
        clock.advance(Shopper.HOLD);
        front.stayAt(nodes - 1);
        FaultChecks.holdsAreFree(patient, Basket.ALL);
        front.stayAt(-1);
    }

    private static void named(String invariant, Runnable check) {
        try {
            check.run();
        } catch (AssertionError e) {
            throw Failures.around(invariant + ": ", e, "");
        }
    }

    /**
     * I4: all callers at once are answered again. A pool may have connections that were cut long ago and finds one when
     * it is used; so there is no end to it before nobody's call has failed.
     */
    private void serviceReturns() {
        while (true) {
            long failures = watch.failures();
            boolean mustAnswer = watch.mustAnswer();
            Together.run(SHOPPERS, this::probe);
            if (watch.failures() == failures) {
                return;
            }
            if (mustAnswer) {
                throw new AssertionError(
                        "I4: calls still fail " + CallWatch.RETURN_WITHIN.toMillis() + " ms after healing");
            }
        }
    }

    private boolean probe(int number) {
        Settle probe = Settle.all(ReservationId.of("probe" + number), "probe", Transition.CONFIRM);
        try {
            for (int i = 0; i < PROBES; i++) {
                ledger.apply(List.of(probe));
            }
            return true;
        } catch (LedgerException e) {
            CallWatch.pause();
            return false;
        }
    }

    /** Repeats commands that fail, as long as they may. */
    private static final class Patient extends ForwardingLedger {
        private final CallWatch watch;

        Patient(StockLedger ledger, CallWatch watch) {
            super(ledger);
            this.watch = watch;
        }

        @Override
        public List<Outcome> apply(List<? extends Command> batch) {
            return watch.repeat(() -> below().apply(batch));
        }

        @Override
        public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
            return watch.repeat(() -> below().expire(max, except));
        }
    }

    /** Whether listeners were checked too. */
    boolean pushed() {
        return push.listens();
    }

    /** Whether the ledger's journal was checked too. */
    boolean journaled() {
        return history instanceof Journaled;
    }

    private List<Shopper.Acknowledged> acknowledged() {
        List<Shopper.Acknowledged> all = new ArrayList<>();
        shoppers.forEach(shopper -> all.addAll(shopper.acknowledged));
        return all;
    }

    @Override
    public void close() {
        push.close();
        ledger.close();
    }
}
