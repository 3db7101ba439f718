package io.inventory4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.rules.CountRow;
import io.inventory4j.ledger.rules.CounterDraft;
import io.inventory4j.ledger.rules.Row;
import io.inventory4j.ledger.rules.RowDraft;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.testkit.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SwapTest {
    private final Tables tables = new Tables();
    private final JournalLog journal = new JournalLog(16);
    private final Cell a = cell("a", 1);
    private final Cell b = cell("b", 2);
    private final Cell c = cell("c", 3);

    private Cell cell(String key, int units) {
        Cell cell = AddedCell.of(tables.counters, key);
        assertTrue(cell.swapContent(Cell.ABSENT, row(units)));
        return cell;
    }

    private static Row row(int units) {
        return CountRow.of(new CounterValue(units, null));
    }

    private static int units(Row row) {
        return (int) ((CountRow) row).used();
    }

    /** The word of a cell that is to get this many units. */
    private static RowDraft word(Cell cell, int units) {
        RowDraft word = new CounterDraft((String) cell.key, cell, cell.rowAfterHelping());
        word.after(row(units));
        return word;
    }

    private Swap swap(RowDraft... words) {
        for (int i = 1; i < words.length; i++) {
            words[i - 1].link(words[i]);
        }
        return new Swap(words[0], CommandKind.RESERVE, "o1", null, 0, null, journal);
    }

    private boolean run(RowDraft... words) {
        return swap(words).run();
    }

    /** Puts a word's row into its cell, as a thread does that stops right after it. */
    private static void put(RowDraft word) {
        assertTrue(cell(word).swapContent(Objects.requireNonNull(word.before()), after(word)));
    }

    private static Cell cell(RowDraft word) {
        return (Cell) Objects.requireNonNull(word.place());
    }

    private static Row after(RowDraft word) {
        return Objects.requireNonNull(word.after());
    }

    @Test
    void swapsAllRowsAndLeavesNoMark() {
        RowDraft[] words = {word(a, 4), word(b, 5)};
        assertTrue(run(words));
        for (RowDraft word : words) {
            assertSame(word.after(), cell(word).content());
            assertNull(after(word).mark());
        }
    }

    @Test
    void swapsNothingWhereAnyRowHasMovedOn() {
        for (int moved = 0; moved < 3; moved++) {
            RowDraft[] words = {word(a, 10), word(b, 11), word(c, 12)};
            assertTrue(run(word(cell(words[moved]), 7)));
            List<Row> rows = List.of(a.row(), b.row(), c.row());
            assertFalse(run(words));
            assertEquals(rows, List.of(a.row(), b.row(), c.row()));
            assertEquals(rows, List.of(a.rowAfterHelping(), b.rowAfterHelping(), c.rowAfterHelping()));
        }
    }

    @Test
    void aSwapThatFailedStandsInNobodysWay() {
        RowDraft[] words = {word(a, 10), word(b, 11)};
        assertTrue(run(word(b, 7)));
        assertFalse(run(words));
        assertSame(words[0].after(), a.content(), "nothing is put back");
        assertTrue(run(word(a, 8), word(b, 9)));
        assertEquals(8, units(a.row()));
        assertEquals(9, units(b.row()));
    }

    @Test
    void aReaderSeesTheRowsBeforeUntilTheLastIsIn() {
        RowDraft[] words = {word(a, 10), word(b, 11), word(c, 12)};
        Swap stopped = swap(words);
        put(words[0]);
        put(words[1]);
        assertEquals(List.of(1, 2, 3), List.of(units(a.row()), units(b.row()), units(c.row())));
        assertTrue(Swap.isUndecided(a.content()));
        put(words[2]);
        assertEquals(List.of(10, 11, 12), List.of(units(a.row()), units(b.row()), units(c.row())));
        assertFalse(Swap.isUndecided(a.content()));
        assertTrue(stopped.run());
    }

    @Test
    void whoNeedsARowCompletesTheSwapThatStoppedThere() {
        RowDraft[] words = {word(a, 10), word(b, 11), word(c, 12)};
        Swap stopped = swap(words);
        put(words[0]);
        assertEquals(10, units(a.rowAfterHelping()));
        assertEquals(List.of(11, 12), List.of(units(b.row()), units(c.row())));
        assertTrue(run(word(a, 20), word(c, 22)));
        assertTrue(stopped.run(), "it was completed by another, and its rows have moved on since");
        assertEquals(List.of(20, 11, 22), List.of(units(a.row()), units(b.row()), units(c.row())));
    }

    @Test
    void aSwapThatStoppedAndCannotSucceedAnyMoreIsFailedByWhoeverNeedsItsRow() {
        RowDraft[] words = {word(a, 10), word(b, 11), word(c, 12)};
        Swap stopped = swap(words);
        put(words[0]);
        assertTrue(run(word(b, 7)));
        assertEquals(1, units(a.row()));
        assertEquals(1, units(a.rowAfterHelping()));
        assertTrue(run(word(a, 8)));
        assertFalse(stopped.run());
        assertEquals(List.of(8, 7, 3), List.of(units(a.row()), units(b.row()), units(c.row())));
    }

    /** A slow helper may put a row in after the swap has failed; it reads as the row before. */
    @Test
    void aRowThatComesInLateDoesNoHarm() {
        RowDraft[] words = {word(a, 10), word(b, 11), word(c, 12)};
        Swap failed = swap(words);
        assertTrue(run(word(c, 7)));
        assertFalse(failed.run());
        assertTrue(run(word(b, 2)));
        Row now = b.content();
        RowDraft[] others = {word(b, 13), word(c, 14)};
        Swap late = swap(others);
        assertTrue(run(word(c, 8)));
        assertFalse(late.run());
        assertSame(now, b.row());
        assertFalse(b.swapContent(now, after(words[1])), "its CAS is from content that has gone");
    }

    /** Rule S of {@link Swap}: no failure is noted over a success that was seen, though its rows have marks. */
    @Test
    void aSuccessIsFinal() {
        RowDraft[] words = {word(a, 10), word(b, 11)};
        Swap stopped = swap(words);
        put(words[0]);
        put(words[1]);
        assertEquals(10, units(a.row()));
        stopped.giveUp();
        assertEquals(List.of(10, 11), List.of(units(a.row()), units(b.row())));
        assertEquals(List.of(10, 11), List.of(units(a.rowAfterHelping()), units(b.rowAfterHelping())));
        assertTrue(stopped.run());
    }

    @Test
    void oneWordIsDecidedByItself() {
        assertTrue(run(word(a, 4)));
        RowDraft stale = word(a, 5);
        assertTrue(run(word(a, 6)));
        assertFalse(run(stale));
        assertEquals(6, units(a.row()));
    }

    @Test
    void crowdsThatMoveUnitsLoseNone() {
        List<Cell> cells = cells();
        List<Integer> moved = crowd(cells);
        assertEquals(400, sum(cells));
        moved.forEach(done -> assertTrue(done > 0, () -> "a thread moved nothing: " + moved));
    }

    private List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Cell cell = new Cell("line " + i, 0);
            cell.begin(row(100));
            cells.add(cell);
        }
        return cells;
    }

    private static int sum(List<Cell> cells) {
        return cells.stream().mapToInt(cell -> units(cell.rowAfterHelping())).sum();
    }

    private List<Integer> crowd(List<Cell> cells) {
        return Together.run(4, thread -> {
            SplittableRandom random = new SplittableRandom(thread);
            int done = 0;
            for (int i = 0; i < 50_000; i++) {
                int first = random.nextInt(3);
                int second = first + 1 + random.nextInt(3 - first);
                done += move(cells.get(first), cells.get(second), random.nextBoolean() ? 1 : -1) ? 1 : 0;
            }
            return done;
        });
    }

    private boolean move(Cell first, Cell second, int units) {
        RowDraft one = word(first, 0);
        RowDraft other = word(second, 0);
        int before = units(Objects.requireNonNull(one.before()));
        int beforeSecond = units(Objects.requireNonNull(other.before()));
        if (before < units || beforeSecond < -units) {
            return false;
        }
        one.after(row(before - units));
        other.after(row(beforeSecond + units));
        return run(one, other);
    }
}
