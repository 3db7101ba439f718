package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.id;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Rule 10.1 for a thread that is interrupted: a call may go on or fail, but NONE is said only if nothing has happened
 * and nothing will. The thread stays interrupted, and the ledger works on.
 */
public interface InterruptContract extends Fixture {
    /** How many calls are interrupted at random moments. */
    int CALLS = 40;

    /** The longest time after the beginning of a call at which it is interrupted. */
    int LONGEST_NANOS = 1_500_000;

    private static String name(int number) {
        return "r" + (1_000 + number);
    }

    private static Command one(int number) {
        return hold(name(number), line("A", 1, limit("c", 1_000)));
    }

    /** Sends a command; the thread may be interrupted. Null if the effect is unknown or certainly none. */
    private <T> @Nullable T called(Supplier<T> call, List<Effect> effects) {
        try {
            return call.get();
        } catch (LedgerException e) {
            effects.add(e.effect());
            return null;
        }
    }

    /** After an interrupted call that did not answer: what it said must be so, and the same command applies once. */
    private void settle(int number, List<Effect> effects) {
        Command command = one(number);
        if (effects.contains(Effect.NONE)) {
            assertEquals(
                    Optional.empty(),
                    ledger().reservation(id(name(number))),
                    () -> "NONE was said after an interrupt, though " + name(number) + " was held");
            assertApplied(apply(command));
        } else {
            Outcome again = apply(command);
            assertTrue(again.applied(), () -> name(number) + " of an interrupted call, sent again: " + again);
        }
        assertReplayed(apply(command));
    }

    @Test
    default void rule_10_1_aThreadThatIsInterruptedBeforeIsToldTheTruth() {
        stock("A", 1_000);
        for (int i = 0; i < 5; i++) {
            int number = i;
            List<Effect> effects = new ArrayList<>();
            Thread.currentThread().interrupt();
            List<Outcome> outcomes = called(() -> ledger().apply(List.of(one(number))), effects);
            assertTrue(Thread.interrupted(), "the ledger has cleared that its caller was interrupted");
            if (outcomes == null) {
                settle(number, effects);
            } else {
                assertApplied(outcomes.get(0));
            }
        }
        assertLevel("A", 995, 5, 0);
        assertUsed(5, "c");
    }

    @Test
    default void rule_10_1_aReaderThatIsInterruptedHarmsNobody() {
        stock("A", 9);
        applied(one(0));
        List<Supplier<Object>> reads = List.of(
                () -> ledger().levels(List.of(key("A"))),
                () -> ledger().reservation(id(name(0))),
                () -> ledger().used("c"),
                () -> ledger().open(key("A"), null, 9),
                () -> ledger().expire(9));
        for (Supplier<Object> read : reads) {
            Object expected = read.get();
            List<Effect> effects = new ArrayList<>();
            Thread.currentThread().interrupt();
            Object seen = called(read, effects);
            assertTrue(Thread.interrupted(), "the ledger has cleared that its caller was interrupted");
            assertEquals(expected, seen == null ? expected : seen);
            assertEquals(expected, read.get(), "after a reader was interrupted");
        }
    }

    @Test
    default void rule_10_1_aCallThatIsInterruptedAtAnyMomentTellsTheTruth() {
        stock("A", 1_000);
        Random random = new Random(seed());
        BlockingQueue<Thread> beginning = new LinkedBlockingQueue<>();
        BlockingQueue<Boolean> sent = new LinkedBlockingQueue<>();
        Together.run(List.<Callable<Boolean>>of(
                () -> {
                    for (int i = 0; i < CALLS; i++) {
                        interrupted(i, beginning, sent);
                    }
                    return true;
                },
                () -> {
                    for (int i = 0; i < CALLS; i++) {
                        Thread caller = beginning.take();
                        LockSupport.parkNanos(random.nextInt(LONGEST_NANOS));
                        caller.interrupt();
                        sent.add(true);
                    }
                    return true;
                }));
        assertLevel("A", 1_000 - CALLS, CALLS, 0);
        assertUsed(CALLS, "c");
    }

    private void interrupted(int number, BlockingQueue<Thread> beginning, BlockingQueue<Boolean> sent) {
        List<Effect> effects = new ArrayList<>();
        beginning.add(Thread.currentThread());
        List<Outcome> outcomes = called(() -> ledger().apply(List.of(one(number))), effects);
        boolean kept = false;
        while (sent.poll() == null) {
            kept |= Thread.currentThread().isInterrupted();
            Thread.onSpinWait();
        }
        kept |= Thread.interrupted();
        assertTrue(kept, "the ledger has cleared that its caller was interrupted");
        if (outcomes == null) {
            settle(number, effects);
        } else {
            assertApplied(outcomes.get(0));
            assertReplayed(apply(one(number)));
        }
    }
}
