package io.inventory4j.core.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One stored row: a node of its {@link Table}, and one word of a {@link Swap}.
 *
 * <pre>
 *   content    meaning
 *   ABSENT     there is no row yet: as if the cell were not in its table
 *   a row      an immutable object, a fresh one for each change
 *   a Claim    a swap is under way or was just decided: stands for the row before or after it
 *   DEAD       the row was forgotten: the cell leaves its table and is never used again
 * </pre>
 *
 * <p>A failed swap puts back the row that it found. But a row that was replaced never returns, so a row that
 * reads as the same object twice has not changed in between.
 */
final class Cell extends Node {
    /** No row was ever stored here: as if the cell were not in its table. */
    static final Object ABSENT = new Object();

    /** The row was forgotten. The cell leaves its table and is never used again. */
    static final Object DEAD = new Object();

    private static final VarHandle CONTENT;

    static {
        try {
            CONTENT = MethodHandles.lookup().findVarHandle(Cell.class, "content", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Comparable<?> key;

    private volatile Object content = ABSENT;

    Cell(Comparable<?> key, int order, @Nullable Node next) {
        super(order, next);
        this.key = key;
    }

    Object content() {
        return content;
    }

    boolean swapContent(Object expected, Object replacement) {
        return CONTENT.compareAndSet(this, expected, replacement);
    }

    /** The current row, read without helping: as long as a swap is undecided, the row before is current. */
    Object row() {
        Object now = content;
        return now instanceof Claim claim ? claim.row() : now;
    }

    /** The current row, read after helping an undecided swap, so that a swap which expects this row can succeed. */
    Object rowAfterHelping() {
        Object now = content;
        while (now instanceof Claim claim && claim.swap().undecided()) {
            claim.swap().complete();
            now = content;
        }
        return now instanceof Claim claim ? claim.row() : now;
    }
}
