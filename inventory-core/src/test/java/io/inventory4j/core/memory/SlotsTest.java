package io.inventory4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What threads see that came to an array before its table grew, and act on it afterwards. */
class SlotsTest {
    private final Slots left = new Slots();
    private final List<Cell> cells = new ArrayList<>();

    /** A key of its own for each slot. The low bits of a hash decide which cells are counted. */
    private static Cell cellFor(int slot, String key) {
        return new Cell(key + slot, slot << (Integer.numberOfLeadingZeros(Slots.LEAST) + 1) | slot);
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

    /** An insertion that was stopped after it has put its cell in, and before it has told. */
    private Cell untold(int slot) {
        Cell cell = cellFor(slot, "untold");
        assertSame(cell, left.put(cell, slot));
        return cell;
    }

    @Test
    void aLookUpFindsACellThatWasNotTold() {
        Cell cell = untold(7);
        assertSame(cell, left.find(cell.key, cell.hash));
    }

    @Test
    void aLookUpGoesPastACellThatWasNotTold() {
        Cell cell = untold(7);
        Cell behind = cellFor(7, "behind");
        assertSame(behind, left.put(behind, 8));
        assertSame(behind, left.find(behind.key, behind.hash));
        assertSame(cell, left.find(cell.key, cell.hash));
    }

    @Test
    void whoeverPutsInTheSameKeyMeetsTheCellThatIsThere() {
        Cell cell = untold(7);
        assertSame(cell, left.add(new Cell(cell.key, cell.hash)));
        assertSame(cell, left.find(cell.key, cell.hash));
    }

    @Test
    void whoeverPutsInAnotherKeyGoesPastTheCellThatIsThere() {
        Cell cell = untold(7);
        Cell other = cellFor(7, "other");
        assertSame(other, left.add(other));
        assertSame(cell, left.find(cell.key, cell.hash));
        assertSame(other, left.find(other.key, other.hash));
    }

    @Test
    void whatWasNotToldIsCopied() {
        Cell cell = untold(7);
        leave();
        assertSame(cell, left.find(cell.key, cell.hash));
        assertSame(cell, left.grown().find(cell.key, cell.hash));
    }

    /** Who comes to an END goes on in the next array, whether it was told or not. */
    @Test
    void anEndThatWasNotToldIsAnEnd() {
        for (int slot = 0; slot <= Slots.LEAST; slot += 2) {
            left.add(cellFor(slot % Slots.LEAST, slot < Slots.LEAST ? "key" : "one more"));
        }
        Cell late = cellFor(9, "late");
        assertSame(Slots.END, left.put(late, 9));
        assertSame(Slots.END, left.find(late.key, late.hash));
        assertSame(Slots.END, left.add(late));
        assertSame(late, left.grown().add(late));
        assertSame(Slots.END, left.find(late.key, late.hash));
    }

    @Test
    void aCellThatWasNotToldIsRemovedToo() {
        Cell cell = untold(7);
        assertTrue(cell.swapContent(cell.content(), Cell.DEAD));
        left.remove(cell);
        Cell again = new Cell(cell.key, cell.hash);
        assertSame(again, left.add(again));
        assertSame(again, left.find(again.key, again.hash));
        assertNull(left.cell(7), "the slot of a removed cell stays empty");
    }

    /** Keys whose tags are the same are told apart by their hashes, and those with one hash by themselves. */
    @Test
    void aTagIsNoKey() {
        Cell one = cellFor(7, "one");
        Cell two = new Cell("two", one.hash);
        Cell three = new Cell("three", one.hash | 1 << 10);
        for (Cell cell : List.of(one, two, three)) {
            assertNull(left.find(cell.key, cell.hash));
            assertSame(cell, left.add(cell));
        }
        for (Cell cell : List.of(one, two, three)) {
            assertSame(cell, left.find(cell.key, cell.hash));
        }
        assertNull(left.find("four", one.hash));
    }
}
