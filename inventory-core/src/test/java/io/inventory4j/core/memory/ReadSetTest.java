package io.inventory4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StoreTransaction;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Rule 1.7: whether all rows that were read were current at one instant. */
class ReadSetTest {
    private static final Instant NOW = Instant.EPOCH;

    private final Tables tables = new Tables();
    private final ReadSet reads = new ReadSet(tables);

    private void store(String counter, long used) {
        Cell cell = tables.counters.findOrAdd(counter);
        assertTrue(cell.swapContent(cell.content(), new CounterValue(used, NOW)));
    }

    private int purge() {
        return new Purge(tables, new ExpiryIndex(tables.reservations))
                .run(new StoreTransaction.Due(NOW, NOW, NOW, NOW), 10);
    }

    @Test
    void holdsWhileNothingMoves() {
        store("a", 1);
        assertEquals(new CounterValue(1, NOW), reads.counter("a"));
        assertNull(reads.counter("b"));
        store("c", 1);
        assertTrue(reads.holds());
    }

    @Test
    void aRowThatMovedOnDoesNotHold() {
        store("a", 1);
        store("b", 1);
        reads.counter("a");
        reads.counter("b");
        store("b", 1);
        assertFalse(reads.holds(), "an equal row is not the row that was read");
    }

    @Test
    void aRowThatAppearedDoesNotHold() {
        reads.counter("a");
        store("a", 1);
        assertFalse(reads.holds());
    }

    @Test
    void aRowThatCameAndWentDoesNotHold() {
        reads.counter("a");
        store("a", 1);
        assertEquals(1, purge());
        assertFalse(reads.holds(), "the row was there in between");
    }

    @Test
    void aRowThatIsForgottenElsewhereMattersOnlyToWhatWasMissing() {
        store("a", 1);
        store("b", 2);
        Cell end = tables.counters.findOrAdd("b");
        assertTrue(end.swapContent(end.content(), new CounterValue(2, null)));
        reads.counter("b");
        assertEquals(1, purge());
        assertTrue(reads.holds());
    }

    @Test
    void anEmptyCellIsAMissingRow() {
        tables.counters.findOrAdd("a");
        assertNull(reads.counter("a"));
        assertTrue(reads.holds());
        Cell cell = tables.counters.findOrAdd("a");
        assertTrue(cell.swapContent(Cell.ABSENT, Cell.DEAD));
        tables.counters.remove(cell);
        assertTrue(reads.holds(), "nothing was ever there");
    }
}
