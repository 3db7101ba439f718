package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.ledger.command.Transition.GIVE_BACK;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.stock.Bucket.AVAILABLE;
import static io.inventory4j.stock.Bucket.OUTSIDE;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.move;
import static io.inventory4j.testkit.contract.fixture.Commands.now;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.post;
import static io.inventory4j.testkit.contract.fixture.Commands.replace;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Rule 1.7 for what changes nothing: a refusal, too, is true at one instant. Rows that always change together are read
 * by commands that are refused whatever happens, but with a figure that rows of two instants do not have.
 */
public interface TornReadsContract extends Fixture {
    /** How often the rows change. */
    int CHANGES = 150;

    /** How often they are read at least, since the writer may be done before the reader has begun. */
    int READS = 150;

    /** How often they change at most, however slow the reader is. */
    int MOST = 3_000;

    /** Changes rows on one thread, and reads them on two, until both have done enough. */
    private void against(Consumer<Integer> change, Supplier<Outcome> read, Consumer<Outcome> check) {
        AtomicBoolean writing = new AtomicBoolean(true);
        CountDownLatch reads = new CountDownLatch(READS);
        Callable<Boolean> reader = () -> {
            try {
                while (writing.get()) {
                    check.accept(read.get());
                    reads.countDown();
                }
            } finally {
                while (reads.getCount() > 0) {
                    reads.countDown();
                }
            }
            return true;
        };
        Callable<Boolean> writer = () -> {
            try {
                for (int i = 0; i < MOST && (i < CHANGES || reads.getCount() > 0); i++) {
                    change.accept(i);
                }
            } finally {
                writing.set(false);
            }
            return true;
        };
        Together.run(List.of(writer, reader, reader));
    }

    private static void assertOneOf(Set<Refusal> possible, Outcome outcome) {
        assertTrue(
                outcome.refused().filter(possible::contains).isPresent(),
                () -> "the rows never stood side by side as this says: " + outcome + "; possible are " + possible);
    }

    @Test
    default void rule_1_7_aRefusalIsJudgedFromLinesOfOneInstant() {
        applied(move("m", post("A", OUTSIDE, AVAILABLE, 9), post("B", OUTSIDE, AVAILABLE, 1)));
        // A and B are 9 and 1, or 1 and 2.
        Set<Refusal> possible =
                Set.of(new Refusal(Reason.OUT_OF_STOCK, key("B"), 1), new Refusal(Reason.OUT_OF_STOCK, key("A"), 1));
        against(
                i -> applied(
                        i % 2 == 0
                                ? move("m" + i, post("A", AVAILABLE, OUTSIDE, 8), post("B", OUTSIDE, AVAILABLE, 1))
                                : move("m" + i, post("A", OUTSIDE, AVAILABLE, 8), post("B", AVAILABLE, OUTSIDE, 1))),
                () -> apply(hold("never", line("A", 5), line("B", 5))),
                outcome -> assertOneOf(possible, outcome));
    }

    @Test
    default void rule_1_7_aRefusalIsJudgedFromLinesAndCountersOfOneInstant() {
        stock("A", 9);
        // A and the counter are 9 and 0, or 1 and 8.
        Set<Refusal> possible = Set.of(byLimit("c", 4), new Refusal(Reason.OUT_OF_STOCK, key("A"), 1));
        against(
                i -> {
                    applied(hold("r" + i, line("A", 8, limit("c", 9))));
                    applied(now(RELEASE, "r" + i));
                },
                () -> apply(hold("never", line("A", 5, limit("c", 4)))),
                outcome -> assertOneOf(possible, outcome));
    }

    private static Refusal byLimit(String counter, long remaining) {
        return new Refusal(Reason.LIMIT_REACHED, counter, key("A"), remaining, null, null);
    }

    @Test
    default void rule_1_7_aRefusalIsJudgedFromCountersOfOneInstant() {
        stock("A", 99);
        applied(hold("b", line("A", 8, limit("d", 9))));
        applied(hold("r-1", line("A", 1, limit("d", 9))));
        // The counters c and d are 0 and 9, or 8 and 8.
        Set<Refusal> possible = Set.of(byLimit("d", 0), byLimit("c", 1));
        against(
                i -> applied(
                        i % 2 == 0
                                ? replace("r" + (i - 1), hold("r" + i, line("A", 8, limit("c", 9))))
                                : replace("r" + (i - 1), hold("r" + i, line("A", 1, limit("d", 9))))),
                () -> apply(hold("never", List.of(), line("A", 5, limit("c", 9), limit("d", 9)))),
                outcome -> assertOneOf(possible, outcome));
    }

    @Test
    default void rule_1_8_aReplacementIsJudgedFromOneInstantOfCartAndLine() {
        int units = 900;
        stock("A", units);
        applied(hold("old", line("A", units)));
        // Units go from the cart back to the line, so that there are always as many of them together.
        Set<Refusal> possible = Set.of(new Refusal(Reason.OUT_OF_STOCK, key("A"), units));
        against(
                i -> {
                    if (i < units - 1) {
                        applied(part(RELEASE, "old", "s" + i, units("A", 1)));
                    } else {
                        level("A");
                    }
                },
                () -> apply(replace("old", hold("never", line("A", units + 1)))),
                outcome -> assertOneOf(possible, outcome));
    }

    /** Rule 6.2: of several lines each is what it was at one moment of the call. */
    @Test
    default void rule_6_2_eachOfSeveralLinesIsOneOfItsLevelsWithinTheCall() {
        stock("A", 1_000_000);
        stock("B", 1_000_000);
        AtomicBoolean writing = new AtomicBoolean(true);
        CountDownLatch reads = new CountDownLatch(READS);
        Together.run(List.<Callable<Boolean>>of(
                () -> {
                    try {
                        for (int i = 0; i < MOST && (i < CHANGES || reads.getCount() > 0); i++) {
                            applied(hold("r" + i, line("A", 1), line("B", 2)));
                            applied(now(GIVE_BACK, "r" + i));
                        }
                    } finally {
                        writing.set(false);
                    }
                    return true;
                },
                () -> {
                    try {
                        while (writing.get()) {
                            assertWithin();
                            reads.countDown();
                        }
                    } finally {
                        while (reads.getCount() > 0) {
                            reads.countDown();
                        }
                    }
                    return true;
                }));
    }

    private void assertWithin() {
        List<StockLevel> both = List.of(level("B"), level("A"));
        List<StockLevel> levels = ledger().levels(List.of(key("B"), key("A")));
        List<StockLevel> later = List.of(level("B"), level("A"));
        for (int i = 0; i < 2; i++) {
            StockLevel level = levels.get(i);
            // Version 1 is the receipt; even ones are held, odd ones are not.
            long held = level.version() % 2 == 0 ? 2 - i : 0;
            assertTrue(
                    level.reserved() == held && level.available() == 1_000_000 - held,
                    () -> "no level that the line had: " + level);
            long before = both.get(i).version();
            long after = later.get(i).version();
            assertTrue(
                    before <= level.version() && level.version() <= after,
                    () -> level + " is not from within the call, where versions were " + before + " to " + after);
        }
    }
}
