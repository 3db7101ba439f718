package io.inventory4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.stock.Bounds;
import io.inventory4j.testkit.Together;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final int MANY = 20_000;

    private final Table table = new Table(Cell::new, Object::hashCode);

    /** A key with a hash code of its own choosing. */
    private record Key(int number, int hash) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Integer.compare(number, other.number);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** As a keyed hash spreads them. */
    private static int spread(int number) {
        return number * 0x9e3779b9;
    }

    private static List<Key> keys(int count, IntUnaryOperator hash) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Key(number, hash.applyAsInt(number)))
                .toList();
    }

    private static List<Cell> walk(Walk walk) {
        List<Cell> cells = new ArrayList<>();
        for (Cell at = walk.next(); at != null; at = walk.next()) {
            cells.add(at);
        }
        return cells;
    }

    private List<Cell> walk() {
        return walk(table.after(null));
    }

    private Cell kill(Cell cell) {
        assertTrue(cell.swapContent(cell.content(), Cell.DEAD));
        return cell;
    }

    private static void assertInOrder(List<Cell> cells) {
        List<Cell> sorted = new ArrayList<>(cells);
        sorted.sort(Comparator.comparing((Cell cell) -> Integer.toUnsignedLong(cell.hash))
                .thenComparing(cell -> (Key) cell.key));
        assertEquals(sorted, cells);
    }

    @Test
    void findsEveryKeyThatWasPutInAndNoOther() {
        List<Key> keys = keys(MANY, TableTest::spread);
        List<Cell> cells = keys.stream().map(key -> AddedCell.of(table, key)).toList();
        for (int i = 0; i < MANY; i++) {
            assertSame(cells.get(i), table.find(keys.get(i)));
            assertSame(cells.get(i), AddedCell.of(table, keys.get(i)));
        }
        assertNull(table.find(new Key(MANY, spread(MANY))));
        assertNull(table.find(new Key(-1, spread(5))));
        assertEquals(new HashSet<>(cells), new HashSet<>(walk()));
        assertEquals(MANY, walk().size());
        assertInOrder(walk());
    }

    @Test
    void distinguishesKeysWithOneHashCode() {
        List<Key> keys = keys(50, number -> 42);
        List<Cell> cells = keys.stream().map(key -> AddedCell.of(table, key)).toList();
        assertEquals(50, new HashSet<>(cells).size());
        for (int i = 0; i < 50; i++) {
            assertSame(cells.get(i), table.find(keys.get(i)));
            assertSame(
                    i == 49 ? null : cells.get(i + 1), table.after(keys.get(i)).next());
        }
    }

    @Test
    void isAtMostAboutHalfFullAndNeverMuchTooLarge() {
        assertEquals(Slots.LEAST, table.slots());
        keys(MANY, TableTest::spread).forEach(key -> AddedCell.of(table, key));
        assertTrue(table.slots() >= MANY, () -> table.slots() + " slots are too few");
        assertTrue(table.slots() <= 10 * MANY, () -> table.slots() + " slots are too many");
        assertTrue(Math.abs(table.size() - MANY) < MANY / 10, () -> table.size() + " cells");
    }

    /** Keys that all begin at the last slot run off the end of the array. */
    @Test
    void growsWhereARunComesToTheEnd() {
        List<Key> keys = keys(300, number -> -1 - (number << 20));
        List<Cell> cells = keys.stream().map(key -> AddedCell.of(table, key)).toList();
        List<Key> last = keys(200, number -> -1 - number).stream()
                .map(key -> new Key(1_000 + key.number(), key.hash()))
                .toList();
        List<Cell> lastCells =
                last.stream().map(key -> AddedCell.of(table, key)).toList();
        assertEquals(500, walk().size());
        assertInOrder(walk());
        keys.forEach(key -> assertSame(cells.get(key.number()), table.find(key)));
        last.forEach(key -> assertSame(lastCells.get(key.number() - 1_000), table.find(key)));
    }

    @Test
    void aRemovedCellIsGoneFromEveryWalk() {
        List<Key> keys = keys(2_000, number -> spread(number % 500));
        List<Cell> cells = keys.stream().map(key -> AddedCell.of(table, key)).toList();
        for (int i = 0; i < 2_000; i += 2) {
            table.remove(kill(cells.get(i)));
        }
        Set<Cell> left = new HashSet<>();
        for (int i = 1; i < 2_000; i += 2) {
            left.add(cells.get(i));
            assertSame(cells.get(i), table.find(keys.get(i)));
        }
        assertEquals(left, new HashSet<>(walk()));
        assertEquals(1_000, walk().size());
        assertNull(table.find(keys.get(0)));
    }

    @Test
    void whatIsRemovedAndPutInForEverNeedsNoMoreSlots() {
        for (int i = 0; i < 50 * MANY; i++) {
            Key key = new Key(i, spread(i));
            AddedCell.of(table, key);
            Cell old = i < 100 ? null : table.find(new Key(i - 100, spread(i - 100)));
            if (old != null) {
                table.remove(kill(old));
            }
        }
        assertEquals(100, walk().size());
        assertTrue(table.slots() <= 4_096, () -> table.slots() + " slots");
    }

    @Test
    void aTableThatHasBecomeEmptyShrinks() {
        List<Cell> cells = keys(MANY, TableTest::spread).stream()
                .map(key -> AddedCell.of(table, key))
                .toList();
        int full = table.slots();
        cells.forEach(cell -> table.remove(kill(cell)));
        for (int i = MANY; i < 10 * MANY; i++) {
            table.remove(kill(AddedCell.of(table, new Key(i, spread(i)))));
        }
        assertTrue(table.slots() < full, () -> table.slots() + " slots");
        assertEquals(List.of(), walk());
    }

    @Test
    void aDeadCellIsNeverHandedOut() {
        Cell dead = kill(AddedCell.of(table, "a"));
        assertNull(table.find("a"));
        Cell fresh = AddedCell.of(table, "a");
        assertNotSame(dead, fresh);
        assertSame(Cell.ABSENT, fresh.content());
        assertEquals(List.of(fresh), walk());
        table.remove(dead);
        assertSame(fresh, table.find("a"));
    }

    @Test
    void aCellThatWasMadeIsAddedUnlessTheKeyHasOne() {
        Cell first = table.findOrMake("a");
        Cell second = table.findOrMake("a");
        assertNull(table.find("a"));
        assertFalse(first.added());
        assertSame(first, table.add(first));
        assertTrue(first.added());
        assertSame(first, table.add(second));
        assertSame(first, table.findOrMake("a"));
        assertEquals(List.of(first), walk());
    }

    @Test
    void aWalkGoesOnAfterAKeyThatIsGoneHoweverMuchTheTableHasGrown() {
        keys(300, TableTest::spread).forEach(key -> AddedCell.of(table, key));
        List<Cell> inOrder = walk();
        Cell gone = inOrder.get(100);
        table.remove(kill(gone));
        assertSame(inOrder.get(101), table.after(gone.key).next());
        assertNull(table.after(inOrder.get(299).key).next());
        Walk begun = table.after(gone.key);
        List<Key> more = keys(MANY, TableTest::spread);
        more.subList(300, MANY).forEach(key -> AddedCell.of(table, key));
        assertTrue(walk(begun).containsAll(inOrder.subList(101, 300)), "what was there throughout");
        List<Cell> after = walk(table.after(gone.key));
        assertInOrder(after);
        assertTrue(after.containsAll(inOrder.subList(101, 300)));
        assertTrue(after.stream().noneMatch(inOrder.subList(0, 101)::contains));
    }

    /** It lies behind the run that the walk has read, and belongs before its cells: the next page began there again. */
    @Test
    void aCellThatIsAddedDuringAWalkTurnsNoPageBack() {
        Cell first = AddedCell.of(table, new Key(1, 0x0f00_000e));
        Cell second = AddedCell.of(table, new Key(2, 0x1000_0005));
        Walk page = table.after(null);
        assertSame(first, page.next());
        AddedCell.of(table, new Key(3, 0x0000_000f));
        AddedCell.of(table, new Key(4, 0x0100_000f));
        Cell last = Objects.requireNonNull(page.next());
        assertInOrder(List.of(first, last));
        List<Cell> rest = walk(table.after(last.key));
        assertFalse(rest.contains(first));
        assertTrue(last == second || rest.contains(second));
    }

    /** Ids of 16 endings fill whole groups, of which only some are counted. Chance may count few. */
    @Test
    void isAboutHalfFullWhereWholeGroupsAre() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 200; round++) {
            byte[] secret = new byte[Long.BYTES * (1 + 4 * Bounds.MAX_TEXT)];
            random.nextBytes(secret);
            Table full = new Table(Cell::new, KeyedHash.of(secret));
            for (int i = 0; i < 5_000; i++) {
                AddedCell.of(full, "o" + i / 16 + (char) ('@' + i % 16));
                int cells = i + 1;
                assertTrue(cells <= full.slots() * 3L / 4, () -> cells + " cells in " + full.slots() + " slots");
            }
        }
    }

    @Test
    void threadsThatPutInTheSameKeysGetTheSameCells() {
        for (int round = 0; round < 5; round++) {
            Table fresh = new Table(Cell::new, Object::hashCode);
            List<Key> keys = keys(MANY, TableTest::spread);
            List<List<Cell>> got = Together.run(
                    4,
                    thread -> keys.stream().map(key -> AddedCell.of(fresh, key)).toList());
            for (List<Cell> cells : got) {
                assertEquals(got.get(0), cells);
            }
            assertEquals(MANY, walk(fresh.after(null)).size());
        }
    }

    /** While others put in so much that the table grows again and again, none of the cells is lost or there twice. */
    @Test
    void noCellIsLostWhileTheTableGrows() {
        List<Integer> done = Together.run(4, thread -> {
            SplittableRandom random = new SplittableRandom(thread);
            List<Key> mine = new ArrayList<>();
            List<Cell> cells = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                int number = thread * MANY + i;
                Key key = new Key(number, spread(number));
                mine.add(key);
                cells.add(AddedCell.of(table, key));
                int before = random.nextInt(mine.size());
                assertSame(cells.get(before), table.find(mine.get(before)));
                assertSame(cells.get(before), AddedCell.of(table, mine.get(before)));
            }
            return mine.size();
        });
        assertEquals(4, done.size());
        assertEquals(4 * MANY, walk().size());
    }

    @Test
    void threadsThatRemoveAndPutInLoseNothing() {
        List<Key> keys = keys(200, number -> spread(number % 20));
        List<Key> others = keys(4 * MANY, number -> spread(-number));
        Together.run(4, thread -> {
            for (int round = 0; round < 200; round++) {
                for (int i = thread; i < keys.size(); i += 4) {
                    Cell cell = AddedCell.of(table, keys.get(i));
                    assertSame(cell, table.find(keys.get(i)));
                    table.remove(kill(cell));
                    assertNull(table.find(keys.get(i)));
                }
                for (int i = 0; i < 50; i++) {
                    Key other = others.get(thread + 4 * (round * 50 + i));
                    AddedCell.of(table, new Key(other.number() + MANY, other.hash()));
                }
            }
            return thread;
        });
        keys.forEach(key -> assertNull(table.find(key)));
        assertEquals(40_000, walk().size());
        keys.forEach(key -> AddedCell.of(table, key));
        assertEquals(40_200, walk().size());
    }
}
