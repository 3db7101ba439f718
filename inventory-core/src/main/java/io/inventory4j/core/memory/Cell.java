package io.inventory4j.core.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One stored row: a node of its {@link Table}, and one word of a {@link Swap}.
 *
 * <p>The content is {@link #ABSENT} at first, then immutable row objects, each a fresh one, in the end {@link #DEAD}; or a
 * {@link Claim} that stands for the one before or after it. A failed swap puts back what it found, but once a row has been
 * replaced it never returns, so a comparison by identity cannot be fooled by a value that went and came back.
 */
final class Cell extends Node {
    /** Nothing was ever stored here: as if the cell were not in its table. */
    static final Object ABSENT = new Object();

    /** The row was forgotten. The cell is on its way out of its table and never used again. */
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

    /** The row as of now, without helping: while a swap is undecided, nothing of it has happened yet. */
    Object row() {
        Object now = content;
        return now instanceof Claim claim ? claim.row() : now;
    }

    /** The row as of now, after helping an undecided swap, so that a swap built on it can succeed. */
    Object rowAfterHelping() {
        Object now = content;
        while (now instanceof Claim claim && claim.swap().undecided()) {
            claim.swap().complete();
            now = content;
        }
        return now instanceof Claim claim ? claim.row() : now;
    }
}
