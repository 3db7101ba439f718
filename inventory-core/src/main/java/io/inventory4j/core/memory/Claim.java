package io.inventory4j.core.memory;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of one row in one {@link Swap}: the row that is expected, and the row to store. The thread that makes the
 * swap fills it in before other threads can see it.
 */
final class Claim {
    final Table table;
    final Comparable<?> key;

    /** The hash of the key in its table. */
    final int hashed;

    /** The row that was read, or {@link Cell#ABSENT} for none. */
    final Object before;

    /** The row to store; the same as {@link #before} where the swap depends on the row and does not change it. */
    Object after;

    private @Nullable Cell cell;
    private @Nullable Swap swap;

    Claim(Table table, Comparable<?> key, int hashed, @Nullable Cell cell, Object before) {
        this.table = table;
        this.key = key;
        this.hashed = hashed;
        this.cell = cell;
        this.before = before;
        this.after = before;
    }

    @Nullable
    Cell cellOrNull() {
        return cell;
    }

    Cell cell() {
        return Objects.requireNonNull(cell, "cell");
    }

    void cell(Cell found) {
        cell = found;
    }

    Swap swap() {
        return Objects.requireNonNull(swap, "swap");
    }

    void swap(Swap owner) {
        swap = owner;
    }

    /** The row that this claim stands for, while it is in a cell. */
    Object row() {
        return swap().succeeded() ? after : before;
    }

    /** Whether the row is still the one that was read. Then it was no other in between: no object is stored twice. */
    boolean holds() {
        Cell there = cell != null ? cell : table.find(key, hashed);
        if (there == null) {
            return before == Cell.ABSENT;
        }
        Object now = there.row();
        return now == before || (now == Cell.DEAD && before == Cell.ABSENT);
    }
}
