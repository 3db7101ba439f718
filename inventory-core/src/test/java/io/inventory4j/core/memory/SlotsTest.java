package io.inventory4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What threads see that came to an array before its table grew, and act on it afterwards. */
class SlotsTest {
    private final Slots left = new Slots();
    private final List<Cell> cells = new ArrayList<>();

    /** A key of its own for each slot. */
    private static Cell cellFor(int slot, String key) {
        return new Cell(key + slot, slot << (Integer.numberOfLeadingZeros(Slots.LEAST) + 1));
    }

    /** Every other slot gets a cell, which is half of them; then all pieces are copied. */
    private void leave() {
        for (int slot = 0; slot <= Slots.LEAST; slot += 2) {
            Cell cell = cellFor(slot % Slots.LEAST, slot < Slots.LEAST ? "key" : "one more");
            cells.add(cell);
            assertSame(cell, left.add(cell));
        }
        assertNotNull(left.next(), "it is half full");
        while (!left.copyPiece()) {
            // Each call copies one.
        }
    }

    @Test
    void aLookUpThatBeganBeforeGoesOnInTheNextArray() {
        leave();
        for (int slot = 0; slot < Slots.LEAST; slot++) {
            Cell later = cellFor(slot, "later");
            assertSame(later, left.grown().add(later));
            assertSame(Slots.END, left.find(later.key, later.hash), () -> "what came later is hidden: " + later.key);
            assertSame(later, left.grown().find(later.key, later.hash));
        }
    }

    @Test
    void anInsertionThatBeganBeforeGoesOnInTheNextArray() {
        leave();
        for (int slot = 0; slot < Slots.LEAST; slot++) {
            assertSame(Slots.END, left.add(cellFor(slot, "late")));
        }
    }

    @Test
    void whatWasThereIsFoundInBoth() {
        leave();
        for (Cell cell : cells) {
            assertSame(cell, left.find(cell.key, cell.hash));
            assertSame(cell, left.grown().find(cell.key, cell.hash));
            assertSame(cell, left.grown().add(new Cell(cell.key, cell.hash)));
        }
    }
}
