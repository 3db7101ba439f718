package io.inventory4j.core.memory;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one {@link Swap} expects of one row, and makes of it. Filled in by the thread that makes the swap, before anyone
 * else can see it.
 */
final class Claim {
    final Table table;
    final Comparable<?> key;

    /** The row that was read: {@link Cell#ABSENT} where there was none. */
    final Object before;

    /** The row to store; the one before where the swap only depends on it. */
    Object after;

    private @Nullable Cell cell;
    private @Nullable Swap swap;

    Claim(Table table, Comparable<?> key, @Nullable Cell cell, Object before) {
        this.table = table;
        this.key = key;
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

    /** Whether the row is still as it was read: seen again, and nothing else in between (rows are never stored twice). */
    boolean holds() {
        Cell there = cell != null ? cell : table.find(key);
        if (there == null) {
            return before == Cell.ABSENT;
        }
        Object now = there.row();
        return now == before || (now == Cell.DEAD && before == Cell.ABSENT);
    }
}
