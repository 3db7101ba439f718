package io.inventory4j.testkit.faults;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.faults.WireFault.Action;
import io.inventory4j.testkit.faults.WireFault.Direction;
import java.time.Duration;
import java.time.InstantSource;
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
 * <p>Every run has a seed of its own, printed with a failure; {@link Effort} repeats and multiplies the runs.
 */
public abstract class StockLedgerFaults {
    private static final int ONE_IN = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long a stalled message waits if nobody else can go on. */
    private static final Duration STALL = Duration.ofSeconds(1);

    private final FaultTotals totals = FaultTotals.of(getClass());

    /** For subclasses. */
    protected StockLedgerFaults() {}

    /**
     * Opens a fresh ledger: without lines, reservations, counters and journal.
     *
     * @param namespace a text that no other ledger was given, of hexadecimal digits and dashes
     * @param clock the only source of time that the ledger may use
     * @return the ledger; the run closes it
     */
    protected abstract StockLedger open(String namespace, InstantSource clock);

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
            FaultyLedger front = FaultyLedger.over(open(UUID.randomUUID().toString(), clock));
            try (FaultRun run = new FaultRun(front, clock, runSeed)) {
                front.inject(FaultPlan.random(runSeed, ONE_IN, kinds));
                run.shop(answers -> {});
                front.heal();
                totals.checked(run.check(), run.journaled());
                totals.faults(front.injected());
            }
        });
    }

    @Test
    final void serverKilledUnderLoad() {
        LedgerServer server = needed();
        Assumptions.assumeTrue(
                server.durable(), "the store does not promise to keep what it acknowledged when it is killed");
        repeat((clock, runSeed) -> {
            try (FaultRun run = new FaultRun(
                    server.connect(UUID.randomUUID().toString(), clock, server.address()), clock, runSeed)) {
                run.shop(answers -> {
                    awaitMore(answers, 1 + new SplittableRandom(runSeed).nextInt(40));
                    server.kill();
                    server.restart();
                    totals.faults(1);
                    awaitMore(answers, 10);
                });
                totals.checked(run.check(), run.journaled());
            }
        });
    }

    @Test
    final void requestsCutOnTheWire() {
        wired(Direction.TO_SERVER, Action.CUT);
    }

    @Test
    final void answersCutOnTheWire() {
        wired(Direction.TO_CLIENT, Action.CUT);
    }

    @Test
    final void requestsStalledOnTheWire() {
        wired(Direction.TO_SERVER, Action.STALL);
    }

    @Test
    final void answersStalledOnTheWire() {
        wired(Direction.TO_CLIENT, Action.STALL);
    }

    @Test
    final void answersDelayedOnTheWire() {
        wired(Direction.TO_CLIENT, Action.DELAY);
    }

    private void wired(Direction direction, Action action) {
        LedgerServer server = needed();
        repeat((clock, runSeed) -> {
            try (TcpProxy proxy = TcpProxy.to(server.address(), messages());
                    FaultRun run = new FaultRun(
                            server.connect(UUID.randomUUID().toString(), clock, proxy.address()), clock, runSeed)) {
                SplittableRandom random = new SplittableRandom(runSeed);
                long perCall = Math.max(1, proxy.passed(direction) / 3);
                run.shop(answers -> {
                    for (int i = 0; i < 3; i++) {
                        proxy.inject(new WireFault(direction, random.nextLong(perCall * 8), action));
                        if (!proxy.awaitFault(PATIENCE)) {
                            throw new AssertionError("no message was the chosen one in " + PATIENCE);
                        }
                        totals.faults(1);
                        if (action == Action.STALL) {
                            answers.awaitMore(1 + random.nextInt(4), STALL);
                        }
                        proxy.heal();
                        awaitMore(answers, 2);
                    }
                });
                totals.checked(run.check(), run.journaled());
            }
        });
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
            try {
                body.run(new TurnedClock(), runSeed);
            } catch (Exception | AssertionError e) {
                totals.failed();
                throw new AssertionError("fault run with inventory.test.seed=" + runSeed + ": " + e.getMessage(), e);
            }
        }
    }

    private static void awaitMore(Answers answers, long more) throws InterruptedException {
        if (!answers.awaitMore(more, PATIENCE)) {
            throw new AssertionError(more + " more answers did not come in " + PATIENCE);
        }
    }

    /** Prints what was run. */
    @AfterAll
    static void report(TestInfo info) {
        info.getTestClass().ifPresent(testClass -> System.out.println(FaultTotals.of(testClass)));
    }
}
