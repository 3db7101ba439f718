package io.inventory4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.testkit.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class TimedCellsTest {
    private static final long SECOND = 1_000_000_000;

    private final TimedCells cells = new TimedCells();

    private static Cell cell(String key) {
        return new Cell(key, 0);
    }

    private List<String> shown(long until, int max, TimedCells.Fate fate) {
        List<String> keys = new ArrayList<>();
        cells.visit(until, max, (cell, slot) -> {
            keys.add(cell.key.toString());
            return fate;
        });
        return keys;
    }

    @Test
    void showsWhatIsDueTheOldestFirst() {
        cells.add(cell("later"), 9 * SECOND);
        cells.add(cell("second"), 2 * SECOND);
        cells.add(cell("first"), SECOND);
        cells.add(cell("before 1970"), -SECOND);
        assertEquals(List.of("before 1970", "first", "second"), shown(3 * SECOND, 10, TimedCells.Fate.FORGOTTEN));
        assertEquals(List.of(), shown(3 * SECOND, 10, TimedCells.Fate.FORGOTTEN));
        assertEquals(List.of("later"), shown(Long.MAX_VALUE, 10, TimedCells.Fate.DROPPED));
        assertEquals(0, cells.size());
    }

    @Test
    void stopsWhenEnoughWasForgottenAndGoesOnLater() {
        for (int i = 0; i < 5; i++) {
            cells.add(cell("c" + i), i % 2 * SECOND);
        }
        assertEquals(2, shown(SECOND, 2, TimedCells.Fate.FORGOTTEN).size());
        assertEquals(0, shown(SECOND, 0, TimedCells.Fate.FORGOTTEN).size());
        assertEquals(3, shown(SECOND, 9, TimedCells.Fate.FORGOTTEN).size());
    }

    @Test
    void whatHasToWaitIsShownAgain() {
        cells.add(cell("a"), 1);
        cells.add(cell("b"), 2);
        assertEquals(2, shown(3, 9, TimedCells.Fate.KEPT).size());
        assertEquals(2, cells.size());
        assertEquals(2, shown(3, 9, TimedCells.Fate.FORGOTTEN).size());
    }

    @Test
    void aBucketThatWasEmptiedTakesMore() {
        cells.add(cell("a"), 1);
        assertEquals(List.of("a"), shown(1, 9, TimedCells.Fate.FORGOTTEN));
        cells.add(cell("b"), 1);
        assertEquals(List.of("b"), shown(1, 9, TimedCells.Fate.FORGOTTEN));
    }

    @Test
    void aVisitorThatFailsLosesNothing() {
        cells.add(cell("a"), 1);
        cells.add(cell("b"), 1);
        assertThrows(
                IllegalStateException.class,
                () -> cells.visit(1, 9, (cell, slot) -> {
                    throw new IllegalStateException();
                }));
        assertEquals(2, shown(1, 9, TimedCells.Fate.FORGOTTEN).size());
    }

    /** Buckets close while others add to them; what is kept goes back while others take. */
    @Test
    void eachCellIsForgottenOnceWhileThreadsAddAndVisit() {
        int each = 20_000;
        Set<Comparable<?>> forgotten = ConcurrentHashMap.newKeySet();
        Set<Comparable<?>> kept = ConcurrentHashMap.newKeySet();
        TimedCells.Visitor visitor = (cell, slot) -> {
            if (cell.hash % 3 == 0 && kept.add(cell.key)) {
                return TimedCells.Fate.KEPT;
            }
            if (!forgotten.add(cell.key)) {
                throw new IllegalStateException(cell.key + " was shown twice");
            }
            return TimedCells.Fate.FORGOTTEN;
        };
        List<Integer> counts = Together.run(4, thread -> {
            int count = 0;
            for (int i = 0; i < each; i++) {
                cells.add(new Cell(thread + "/" + i, i), i % 4 * SECOND);
                count += i % 8 == 0 ? cells.visit(Long.MAX_VALUE, 16, visitor) : 0;
            }
            return count;
        });
        int all = counts.stream().mapToInt(Integer::intValue).sum();
        while (cells.size() > 0) {
            all += cells.visit(Long.MAX_VALUE, Integer.MAX_VALUE, visitor);
        }
        assertEquals(4 * each, all);
        assertEquals(4 * each, forgotten.size());
    }
}
