package io.inventory4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentLinesTest {
    private final Tables tables = new Tables();
    private final RecentLines recent = tables.recentLines;

    @Test
    void aLineThatIsNotStoredIsNotFoundUntilItIs() {
        StockKey key = StockKey.of("a");
        assertNull(recent.find(key));
        Cell cell = AddedCell.of(tables.lines, key);
        assertSame(cell, recent.find(key));
        assertSame(cell, recent.find(StockKey.of("a")), "an equal key, from its place");
    }

    /** There are more lines than places, and "Aa" and "BB" have one hash code. */
    @Test
    void linesThatMeetInOnePlaceAreEachFound() {
        List<StockKey> keys = new ArrayList<>(List.of(StockKey.of("Aa"), StockKey.of("BB")));
        for (int i = 0; i < 1_000; i++) {
            keys.add(new StockKey("sku" + i % 100, "at" + i / 100));
        }
        for (int round = 0; round < 2; round++) {
            for (StockKey key : keys) {
                Cell cell = AddedCell.of(tables.lines, key);
                assertSame(cell, recent.find(key));
                assertEquals(key, cell.key);
            }
        }
        assertNull(recent.find(StockKey.of("C#")));
    }

    /** The cell of a line that a command was to make dies when the command fails. */
    @Test
    void aCellThatHasDiedIsNotFoundAgain() {
        StockKey key = StockKey.of("a");
        Cell dead = AddedCell.of(tables.lines, key);
        assertSame(dead, recent.find(key));
        assertTrue(dead.swapContent(Cell.ABSENT, Cell.DEAD));
        assertNull(recent.find(key));
        tables.lines.remove(dead);
        Cell cell = AddedCell.of(tables.lines, key);
        assertNotSame(dead, cell);
        assertSame(cell, recent.find(key));
    }
}
