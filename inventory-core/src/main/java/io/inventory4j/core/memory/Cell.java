package io.inventory4j.core.memory;

import io.inventory4j.ledger.rules.Row;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One stored row: what a slot of a {@link Table} has, and one word of a {@link Swap}.
 *
 * <pre>
 *   content    meaning
 *   ABSENT     there is no row yet: as if the cell were not in its table
 *   a row      a fresh one for each change; while it has a mark, that swap says whether it counts
 *   DEAD       the row was forgotten: the cell leaves its table and is never used again
 * </pre>
 */
class Cell {
    /** Stands for no row. A copy says that nothing was there at the instant of its swap. */
    static final class NoRow extends Row {
        @Override
        public NoRow copy() {
            return new NoRow();
        }
    }

    /** No row was ever stored here: as if the cell were not in its table. */
    static final Row ABSENT = new NoRow();

    /** The row was forgotten. The cell leaves its table and is never used again. */
    static final Row DEAD = new NoRow();

    private static final VarHandle CONTENT;

    static {
        try {
            CONTENT = MethodHandles.lookup().findVarHandle(Cell.class, "content", Row.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Comparable<?> key;
    final int hash;

    /** Whether it is in its table, or was. Set by the one thread that knows the cell before. */
    private boolean added;

    private volatile Row content;

    @SuppressWarnings("NullAway.Init") // CONTENT sets the content, without the cost of a volatile write
    Cell(Comparable<?> key, int hash) {
        this.key = key;
        this.hash = hash;
        CONTENT.set(this, ABSENT);
    }

    /** Whether it is in its table, or was; if not, it is the calling thread's own. */
    final boolean added() {
        return added;
    }

    /** Called right before other threads can see the cell. */
    final void adding() {
        added = true;
    }

    /** Gives a cell its first row, before any other thread can see it. */
    final void begin(Row row) {
        CONTENT.set(this, row);
    }

    /** Whether the row was forgotten. */
    final boolean dead() {
        return content == DEAD;
    }

    final Row content() {
        return content;
    }

    final boolean swapContent(Row expected, Row replacement) {
        return CONTENT.compareAndSet(this, expected, replacement);
    }

    /** The current row, read without helping: as long as a swap is undecided, the row before is current. */
    final Row row() {
        return Swap.read(content);
    }

    /** The current row, read after helping an undecided swap, so that a swap which expects this row can succeed. */
    final Row rowAfterHelping() {
        return Swap.settle(content);
    }

    /** Whether a row stands for none. */
    static boolean isAbsent(Row row) {
        return row instanceof NoRow && row != DEAD;
    }
}
