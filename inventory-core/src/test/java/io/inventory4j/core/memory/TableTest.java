package io.inventory4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.testkit.Together;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final int MANY = 20_000;

    private final Table table = new Table(7, 2, Object::hashCode);

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

    private static List<Key> keys(int count, IntUnaryOperator hash) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Key(number, hash.applyAsInt(number)))
                .toList();
    }

    private List<Cell> walk() {
        List<Cell> cells = new ArrayList<>();
        for (Cell at = table.after(null); at != null; at = table.after(at)) {
            cells.add(at);
        }
        return cells;
    }

    private Cell kill(Cell cell) {
        assertTrue(cell.swapContent(cell.content(), Cell.DEAD));
        return cell;
    }

    @Test
    void findsEveryKeyThatWasPutInAndNoOther() {
        List<Key> keys = keys(MANY, number -> number);
        List<Cell> cells = keys.stream().map(table::findOrAdd).toList();
        for (int i = 0; i < MANY; i++) {
            assertSame(cells.get(i), table.find(keys.get(i)));
            assertSame(cells.get(i), table.findOrAdd(keys.get(i)));
        }
        assertNull(table.find(new Key(MANY, MANY)));
        assertNull(table.find(new Key(-1, 5)));
        assertEquals(MANY, table.size());
        assertEquals(new HashSet<>(cells), new HashSet<>(walk()));
        assertEquals(MANY, walk().size());
        assertEquals(7, table.rank());
    }

    @Test
    void distinguishesKeysWithOneHashCode() {
        List<Key> keys = keys(50, number -> 42);
        List<Cell> cells = keys.stream().map(table::findOrAdd).toList();
        assertEquals(50, new HashSet<>(cells).size());
        for (int i = 0; i < 50; i++) {
            assertSame(cells.get(i), table.find(keys.get(i)));
            assertSame(i == 49 ? null : cells.get(i + 1), table.afterKey(keys.get(i)));
        }
    }

    @Test
    void hasABucketForEveryTwoOrThreeCellsAndNoMore() {
        assertEquals(64, table.buckets());
        keys(MANY, number -> number).forEach(table::findOrAdd);
        assertTrue(table.buckets() * 3L >= MANY, () -> table.buckets() + " buckets are too few");
        assertTrue(table.buckets() <= MANY, () -> table.buckets() + " buckets are too many");
    }

    @Test
    void aRemovedCellIsGoneFromEveryWalk() {
        List<Key> keys = keys(2_000, number -> number % 500);
        List<Cell> cells = keys.stream().map(table::findOrAdd).toList();
        for (int i = 0; i < 2_000; i += 2) {
            table.remove(kill(cells.get(i)));
        }
        Set<Cell> left = new HashSet<>();
        for (int i = 1; i < 2_000; i += 2) {
            left.add(cells.get(i));
            assertSame(cells.get(i), table.find(keys.get(i)));
        }
        assertEquals(left, new HashSet<>(walk()));
        assertEquals(1_000, table.size());
        assertNull(table.find(keys.get(0)));
    }

    @Test
    void aCellIsRemovedOnce() {
        Cell cell = kill(table.findOrAdd("a"));
        table.remove(cell);
        table.remove(cell);
        assertEquals(0, table.size());
        assertNull(table.find("a"));
    }

    @Test
    void aDeadCellIsNeverHandedOut() {
        Cell dead = kill(table.findOrAdd("a"));
        Cell fresh = table.findOrAdd("a");
        assertNotSame(dead, fresh);
        assertSame(Cell.ABSENT, fresh.content());
        assertEquals(List.of(fresh), walk());
        assertEquals(1, table.size());
    }

    @Test
    void anInsertionTakesOutWhatWasOnlyMarked() {
        List<Key> keys = keys(3, number -> 42);
        List<Cell> cells = keys.stream().map(table::findOrAdd).toList();
        Cell dead = kill(cells.get(1));
        Node next = dead.next();
        assertTrue(dead.swapNext(next, new Node.Mark(dead.order, next)));
        table.findOrAdd(new Key(3, 42));
        assertEquals(
                List.of(0, 2, 3),
                walk().stream().map(cell -> ((Key) cell.key).number()).toList());
    }

    @Test
    void aWalkGoesOnAfterAKeyThatIsGone() {
        List<Cell> before =
                keys(300, number -> number).stream().map(table::findOrAdd).toList();
        assertEquals(300, before.size());
        List<Cell> inOrder = walk();
        Cell gone = inOrder.get(100);
        table.remove(kill(gone));
        assertSame(inOrder.get(101), table.afterKey(gone.key));
        assertNull(table.afterKey(inOrder.get(299).key));
        assertSame(inOrder.get(1), table.afterKey(inOrder.get(0).key));
    }

    @Test
    void remembersWhereAWalkStopped() {
        assertNull(table.walkedTo());
        Cell cell = table.findOrAdd("a");
        table.walkedTo(cell);
        assertSame(cell, table.walkedTo());
    }

    @Test
    void threadsThatPutInTheSameKeysGetTheSameCells() {
        List<Key> keys = keys(MANY, number -> number);
        List<List<Cell>> got =
                Together.run(4, thread -> keys.stream().map(table::findOrAdd).toList());
        for (List<Cell> cells : got) {
            assertEquals(got.get(0), cells);
        }
        assertEquals(MANY, table.size());
        assertEquals(MANY, walk().size());
    }

    @Test
    void threadsThatRemoveAndPutInLoseNothing() {
        List<Key> keys = keys(200, number -> number % 20);
        Together.run(4, thread -> {
            for (int round = 0; round < 200; round++) {
                for (int i = thread; i < keys.size(); i += 4) {
                    table.remove(kill(table.findOrAdd(keys.get(i))));
                }
            }
            return thread;
        });
        assertEquals(0, table.size());
        keys.forEach(key -> assertNull(table.find(key)));
        keys.forEach(table::findOrAdd);
        assertEquals(200, walk().size());
    }
}
