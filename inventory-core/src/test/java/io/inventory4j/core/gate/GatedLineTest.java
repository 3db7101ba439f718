package io.inventory4j.core.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.core.gate.GatedLine.Seen;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import io.inventory4j.testkit.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is known of a line does not depend on the order in which it was heard of. */
class GatedLineTest {
    private static final StockKey A = StockKey.of("A");
    private static final long START = 1_000;
    private static final long NOW = START + 10;
    private static final int ROUNDS = 2_000;

    private static GatedLine line() {
        return new GatedLine(A, START, Long.MAX_VALUE / 2);
    }

    /** At version 1 there is a unit, which is held at each even version, and released at each odd one. */
    private static StockLevel level(long version) {
        long available = version % 2;
        return new StockLevel(
                A, available, 1 - available, 0, 0, 0, 0, 0, version, SaleState.OPEN, Window.NONE, 1, false);
    }

    private static LevelChange change(long version) {
        return new LevelChange(version == 1 ? StockLevel.empty(A) : level(version - 1), level(version));
    }

    private static Consumer<GatedLine> hear(long version) {
        return line -> line.heard(change(version), version % 2 == 0, version, NOW);
    }

    private static Consumer<GatedLine> answer(long version) {
        return line -> line.heard(change(version), version % 2 == 0, version, START, NOW);
    }

    /** A reading that began before anything was heard of. */
    private static Consumer<GatedLine> read(long version) {
        return line -> assertTrue(line.read(level(version), START, NOW));
    }

    private static void assertKnows(GatedLine line, long version) {
        Seen seen = Objects.requireNonNull(line.seen());
        assertEquals(level(version), seen.level());
        assertTrue(seen.whole());
        for (long id = 2; id <= version; id += 2) {
            assertTrue(line.knows(id));
        }
    }

    @Test
    void theNewestLevelCountsInEveryOrder() {
        List<Consumer<GatedLine>> news = List.of(answer(1), hear(1), hear(2), answer(3), read(2), read(3), hear(3));
        permutations(new ArrayList<>(), news, order -> {
            GatedLine line = line();
            order.forEach(one -> one.accept(line));
            assertKnows(line, 3);
            assertEquals(START, Objects.requireNonNull(line.seen()).since());
        });
    }

    private static void permutations(
            List<Consumer<GatedLine>> before,
            List<Consumer<GatedLine>> left,
            Consumer<List<Consumer<GatedLine>>> each) {
        if (left.isEmpty()) {
            each.accept(before);
        }
        for (int i = 0; i < left.size(); i++) {
            List<Consumer<GatedLine>> next = new ArrayList<>(before);
            next.add(left.get(i));
            List<Consumer<GatedLine>> rest = new ArrayList<>(left);
            rest.remove(i);
            permutations(next, rest, each);
        }
    }

    @Test
    void theNewestLevelCountsWhoeverIsFaster() {
        for (int round = 0; round < ROUNDS; round++) {
            GatedLine line = line();
            Together.run(List.of(
                    told(line, hear(1), hear(2), hear(3), hear(4), hear(5)),
                    told(line, answer(5), answer(3)),
                    told(line, read(4), read(2), read(5))));
            assertKnows(line, 5);
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // They are only read.
    private static Callable<Boolean> told(GatedLine line, Consumer<GatedLine>... news) {
        List<Consumer<GatedLine>> each = List.of(news);
        return () -> {
            each.forEach(one -> one.accept(line));
            return true;
        };
    }

    @Test
    void aLineWithAGapIsNotWhole() {
        GatedLine line = line();
        hear(1).accept(line);
        hear(3).accept(line);
        assertFalse(Objects.requireNonNull(line.seen()).whole());
        hear(4).accept(line);
        assertFalse(Objects.requireNonNull(line.seen()).whole());
        hear(2).accept(line);
        assertKnows(line, 4);
    }

    /** Two callers are told of the first two changes, the one who made the second one sooner. */
    @Test
    void theFirstChangeMayBeHeardOfLast() {
        GatedLine line = line();
        answer(2).accept(line);
        assertFalse(Objects.requireNonNull(line.seen()).whole());
        answer(1).accept(line);
        assertKnows(line, 2);
    }

    /** A caller is told of each change, and the feed tells of it too. */
    @Test
    void whatIsHeardOfTwiceBeforeTheFirstChangeCountsOnce() {
        GatedLine line = line();
        for (long version = 2; version <= 17; version++) {
            answer(version).accept(line);
        }
        hear(17).accept(line);
        answer(1).accept(line);
        assertKnows(line, 17);
    }

    /** A node that made a line hears of its own changes only: what it keeps for the gaps takes memory too. */
    @Test
    void whatWaitsForAGapHasItsWeight() {
        GatedLine line = line();
        answer(1).accept(line);
        int weight = line.weight();
        for (long version = 3; version <= 2_001; version += 2) {
            answer(version).accept(line);
        }
        assertTrue(line.weight() >= weight + 900, () -> line.weight() + " units of 64 bytes for 1000 versions");
    }

    /** Of a line that was created long ago little is kept, until it is heard of from its creation on. */
    @Test
    void aLineThatIsHeardOfInTheMiddleIsNotWholeUntilAllIsHeard() {
        GatedLine line = line();
        int weight = line.weight();
        for (long version = 2; version <= 10_000; version++) {
            answer(version).accept(line);
        }
        assertEquals(weight, line.weight());
        assertFalse(line.knows(2));
        for (long version = 1; version <= 10_000; version++) {
            assertFalse(Objects.requireNonNull(line.seen()).whole());
            assertEquals(level(10_000), Objects.requireNonNull(line.seen()).level());
            hear(version).accept(line);
        }
        assertKnows(line, 10_000);
    }

    @Test
    void whatIsReadAndNotHeardOfIsNotWhole() {
        GatedLine line = line();
        hear(1).accept(line);
        read(2).accept(line);
        assertFalse(Objects.requireNonNull(line.seen()).whole());
        hear(2).accept(line);
        assertKnows(line, 2);
    }

    @Test
    void anOldReadingIsNoSignOfALostHistoryUnlessItBeganLater() {
        GatedLine line = line();
        answer(1).accept(line);
        answer(2).accept(line);
        assertTrue(line.read(level(1), NOW - 1, NOW + 5));
        assertFalse(line.read(level(1), NOW, NOW + 5));
    }
}
