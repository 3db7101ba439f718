package io.inventory4j.testkit.faults;

import io.inventory4j.LedgerException;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Layer;
import io.inventory4j.testkit.LedgerSuite;
import io.inventory4j.testkit.Nodes;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.faults.WireFault.Action;
import io.inventory4j.testkit.faults.WireFault.Direction;
import io.inventory4j.testkit.limit.Limited;
import io.inventory4j.testkit.words.Failures;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Fault runs as JUnit tests: extend it, say how to open a ledger, and, if it has a server, how to kill and restart
 * that. In every run shoppers buy while something goes wrong; then it is healed, and these are checked:
 *
 * <ul>
 *   <li>I1: conservation (rule 8).
 *   <li>I2: acknowledged confirmations are no more than the units there were, counted by the callers.
 *   <li>I3: an id sent again has its first outcome, with other content ID_REUSED, and nothing is applied twice.
 *   <li>I4: calls succeed within 5 s, and abandoned holds are free after their timeout and a sweep.
 *   <li>I5: the history of calls and returns is linearizable; a call whose effect is UNKNOWN never ends.
 * </ul>
 *
 * <p>Every run has a seed of its own, printed with a failure; {@link Effort} repeats and multiplies the runs. A run
 * whose history has too much in doubt to be decided is made again with another seed, at most three times.
 */
public abstract class StockLedgerFaults extends LedgerSuite {
    private static final int ONE_IN = 4;
    private static final int SHORT_FAULTS = 3;
    private static final int LONG_FAULTS = 1;
    private static final int CUTS = 6;
    private static final int MESSAGES = 2_000;

    /** So many histories in a row are not too long to be decided by bad luck. */
    private static final int TRIES = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** So many calls fail while nobody is answered that each node's breaker opens, if it has one. */
    private static final int OUTAGE = 24;

    /** How long a stalled message waits if nobody else can go on. */
    private static final Duration STALL = Duration.ofSeconds(1);

    private final FaultTotals totals = FaultTotals.of(getClass());

    /** For subclasses. */
    protected StockLedgerFaults() {}

    /**
     * The server of the ledger, started.
     *
     * @return the server, the same at every call, or null if there is none: the runs that need one are then skipped
     */
    protected @Nullable LedgerServer server() {
        return null;
    }

    /**
     * Where the messages of the server's protocol end.
     *
     * @return by default every byte is a message
     */
    protected Messages messages() {
        return Messages.bytes();
    }

    @Test
    final void callsThatAreNotSent() {
        decorated(Fault.NOT_SENT);
    }

    @Test
    final void requestsThatAreLost() {
        decorated(Fault.REQUEST_LOST);
    }

    @Test
    final void answersThatAreLost() {
        decorated(Fault.ANSWER_LOST);
    }

    @Test
    final void requestsThatAreLate() {
        decorated(Fault.REQUEST_LATE);
    }

    @Test
    final void requestsThatArriveTwice() {
        decorated(Fault.DUPLICATED);
    }

    @Test
    final void callsThatAreDelayed() {
        decorated(Fault.DELAYED);
    }

    @Test
    final void everythingAtOnce() {
        decorated(Fault.values());
    }

    private void decorated(Fault... kinds) {
        repeat((clock, runSeed) -> {
            try (Nodes nodes = nodes(clock)) {
                List<FaultyLedger> faulty = new ArrayList<>();
                faulty.add(FaultyLedger.over(nodes.first()));
                nodes.second().ifPresent(second -> faulty.add(FaultyLedger.over(second)));
                try (FaultRun run = new FaultRun(List.copyOf(faulty), clock, runSeed, null)) {
                    List<StockLedger> below = new ArrayList<>(List.of(nodes.first()));
                    nodes.second().ifPresent(below::add);
                    run.listen(below);
                    decorated(run, faulty, runSeed, kinds);
                }
            }
        });
    }

    private void decorated(FaultRun run, List<FaultyLedger> faulty, long runSeed, Fault... kinds)
            throws UndecidedException {
        totals.nodes(faulty.size());
        FaultPlan plan = FaultPlan.random(runSeed, ONE_IN, kinds);
        run.disturbed("calls of the kinds " + Arrays.toString(kinds) + ", one in " + ONE_IN);
        faulty.forEach(front -> front.inject(plan));
        run.shop(answers -> {});
        faulty.forEach(FaultyLedger::heal);
        run.watch.healed();
        totals.checked(run.check(), run.journaled(), run.pushed());
        faulty.forEach(front -> front.injectedByFault().forEach((fault, count) -> totals.faults(fault.name(), count)));
    }

    @Test
    final void serverKilledUnderLoad() {
        LedgerServer server = needed();
        Assumptions.assumeTrue(
                server.durable(), "the store does not promise to keep what it acknowledged when it is killed");
        repeat((clock, runSeed) -> {
            try (FaultRun run = connected(server, clock, server.address(), runSeed)) {
                run.shop(answers -> {
                    awaitMore(answers, 1 + new SplittableRandom(runSeed).nextInt(40), PATIENCE, "");
                    run.disturbed("the server was killed and started again");
                    server.kill();
                    server.restart();
                    run.watch.healed();
                    totals.faults("KILLED", 1);
                    awaitHealed(run, answers, 10);
                });
                totals.checked(run.check(), run.journaled(), run.pushed());
            }
        });
    }

    /** Two nodes over one stock, which is in the server. */
    private FaultRun connected(LedgerServer server, TurnedClock clock, InetSocketAddress through, long runSeed) {
        String namespace = UUID.randomUUID().toString();
        totals.nodes(2);
        StockLedger first = OpenedNode.of(server, namespace, clock, through);
        StockLedger second = OpenedNode.of(server, namespace, clock, through);
        FaultRun run = new FaultRun(List.of(first, second), clock, runSeed, Layer.timeout(server.timeout()));
        run.listen(List.of(first, second));
        return run;
    }

    @Test
    final void requestsCutOnTheWire() {
        wired(Direction.TO_SERVER, Action.CUT, Stalls.SHORT);
    }

    @Test
    final void answersCutOnTheWire() {
        wired(Direction.TO_CLIENT, Action.CUT, Stalls.SHORT);
    }

    @Test
    final void requestsStalledOnTheWire() {
        wired(Direction.TO_SERVER, Action.STALL, Stalls.SHORT);
    }

    @Test
    final void answersStalledOnTheWire() {
        wired(Direction.TO_CLIENT, Action.STALL, Stalls.SHORT);
    }

    @Test
    final void answersDelayedOnTheWire() {
        wired(Direction.TO_CLIENT, Action.DELAY, Stalls.SHORT);
    }

    @Test
    final void requestsStalledPastTheTimeout() {
        wired(Direction.TO_SERVER, Action.STALL, Stalls.PAST_THE_TIMEOUT);
    }

    @Test
    final void answersStalledPastTheTimeout() {
        wired(Direction.TO_CLIENT, Action.STALL, Stalls.PAST_THE_TIMEOUT);
    }

    @Test
    final void allRequestsStalledPastTheTimeout() {
        wired(Direction.TO_SERVER, Action.STALL_ALL, Stalls.PAST_THE_TIMEOUT);
    }

    @Test
    final void allAnswersStalledPastTheTimeout() {
        wired(Direction.TO_CLIENT, Action.STALL_ALL, Stalls.PAST_THE_TIMEOUT);
    }

    @Test
    final void allConnectionsCutAgainAndAgain() {
        LedgerServer server = needed();
        repeat((clock, runSeed) -> {
            try (TcpProxy proxy = TcpProxy.to(server.address(), messages());
                    FaultRun run = connected(server, clock, proxy.address(), runSeed)) {
                SplittableRandom random = new SplittableRandom(runSeed);
                run.shop(answers -> {
                    for (int i = 0; i < CUTS; i++) {
                        awaitHealed(run, answers, 1 + random.nextInt(10));
                        run.disturbed("all connections were cut, for the time number " + (i + 1));
                        proxy.cut();
                        run.watch.healed();
                        totals.faults("ALL CUT", 1);
                    }
                    awaitHealed(run, answers, 10);
                });
                totals.checked(run.check(), run.journaled(), run.pushed());
            }
        });
    }

    /** Jobs, one at a time: whichever message of one is lost, what it answers is all that it has done. */
    @Test
    final void answersOfJobsCutOnTheWire() {
        LedgerServer server = needed();
        repeat((clock, runSeed) -> {
            String namespace = UUID.randomUUID().toString();
            try (TcpProxy proxy = TcpProxy.to(server.address(), messages());
                    StockLedger direct = OpenedNode.of(server, namespace, clock, server.address());
                    StockLedger cut = OpenedNode.of(server, namespace, clock, proxy.address())) {
                for (CutJob job : CutJob.values()) {
                    cutAtEachAnswer(proxy, cut, (round, node) -> job.check(direct, clock, round, node));
                }
            }
        });
    }

    private interface Cut {
        void check(String round, StockLedger cut);
    }

    private void cutAtEachAnswer(TcpProxy proxy, StockLedger cut, Cut job) throws InterruptedException {
        boolean happened = true;
        for (int after = 0; happened && after < MESSAGES; after += 1 + after / 8) {
            awaitAnswer(cut);
            proxy.inject(new WireFault(Direction.TO_CLIENT, after, Action.CUT));
            job.check(String.valueOf(after), cut);
            happened = proxy.awaitFault(Duration.ZERO);
            proxy.heal();
            totals.faults("JOB CUT", happened ? 1 : 0);
        }
    }

    /** A pool may still have a connection that was cut. */
    private static void awaitAnswer(StockLedger ledger) {
        long limit = System.nanoTime() + CallWatch.RETURN_WITHIN.toNanos();
        while (true) {
            try {
                ledger.used("none");
                return;
            } catch (LedgerException e) {
                if (System.nanoTime() > limit) {
                    throw new AssertionError("I4: after a connection was cut no call was answered", e);
                }
                CallWatch.pause();
            }
        }
    }

    /** How long messages are held up. */
    private enum Stalls {
        /** Until others have gone on. */
        SHORT,
        /** Until their call has failed; then they arrive while the shoppers go on over the same pool. */
        PAST_THE_TIMEOUT
    }

    private void wired(Direction direction, Action action, Stalls stalls) {
        LedgerServer server = needed();
        int faults = stalls == Stalls.SHORT ? SHORT_FAULTS : LONG_FAULTS;
        repeat((clock, runSeed) -> {
            try (TcpProxy proxy = TcpProxy.to(server.address(), messages());
                    FaultRun run = connected(server, clock, proxy.address(), runSeed)) {
                SplittableRandom random = new SplittableRandom(runSeed);
                long perCall = Math.max(1, proxy.passed(direction) / Basket.ALL.size());
                run.shop(answers -> {
                    for (int i = 0; i < faults; i++) {
                        try {
                            wire(run, proxy, new WireFault(direction, random.nextLong(perCall * 8), action));
                            if (stalls == Stalls.PAST_THE_TIMEOUT) {
                                run.watch.awaitTimeouts(run.failuresBefore());
                                if (action == Action.STALL_ALL && direction == Direction.TO_CLIENT) {
                                    run.watch.awaitFailures(run.failuresBefore() + OUTAGE);
                                }
                            } else if (action == Action.STALL) {
                                answers.awaitMore(1 + random.nextInt(4), STALL);
                            }
                        } finally {
                            proxy.heal();
                        }
                        run.watch.healed();
                        awaitHealed(run, answers, 2);
                    }
                });
                totals.checked(run.check(), run.journaled(), run.pushed());
            }
        });
    }

    private void wire(FaultRun run, TcpProxy proxy, WireFault fault) throws InterruptedException {
        run.disturbed(fault.toString());
        proxy.inject(fault);
        if (!proxy.awaitFault(PATIENCE)) {
            throw new AssertionError("no message was the chosen one in " + PATIENCE);
        }
        totals.faults(fault.direction() + " " + fault.action(), 1);
    }

    private LedgerServer needed() {
        LedgerServer server = server();
        Assumptions.assumeTrue(server != null, "this ledger has no server");
        if (server == null) {
            throw new AssertionError("assumed before");
        }
        return server;
    }

    private interface Body {
        void run(TurnedClock clock, long runSeed) throws Exception;
    }

    private void repeat(Body body) {
        for (int i = 0; i < Effort.scale(); i++) {
            long runSeed = totals.seed + i;
            totals.run();
            for (int tried = 1; !decided(body, runSeed, tried == TRIES); tried++) {
                totals.undecided();
                runSeed = new SplittableRandom(runSeed).nextLong();
            }
        }
    }

    /** Runs one run. False if nothing went wrong, but its history could not be decided, and that is no failure yet. */
    private boolean decided(Body body, long runSeed, boolean last) {
        Limited.goOn();
        try {
            body.run(new TurnedClock(), runSeed);
            return true;
        } catch (Exception | AssertionError e) {
            if (e instanceof UndecidedException && !last) {
                return false;
            }
            totals.failed();
            throw Failures.around("fault run with inventory.test.seed=" + runSeed + ": ", e, "");
        }
    }

    private static void awaitHealed(FaultRun run, Answers answers, long more) throws InterruptedException {
        awaitMore(answers, more, run.watch.patience(), "I4: after healing ");
    }

    private static void awaitMore(Answers answers, long more, Duration within, String when)
            throws InterruptedException {
        if (!answers.awaitMore(more, within)) {
            throw new AssertionError(when + more + " more answers did not come within " + within.toMillis() + " ms");
        }
    }

    /** Prints what was run. */
    @AfterAll
    static void report(TestInfo info) {
        info.getTestClass().ifPresent(testClass -> System.out.println(FaultTotals.of(testClass)));
    }
}
