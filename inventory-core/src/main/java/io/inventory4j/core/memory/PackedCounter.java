package io.inventory4j.core.memory;

import io.inventory4j.ledger.CounterValue;
import org.jspecify.annotations.Nullable;

/**
 * The row of a counter in its common shape, in 16 bytes: at most 2^31 - 1 units, and no end of its own. Every other
 * shape is stored as it is.
 */
final class PackedCounter {
    private final int used;

    private PackedCounter(int used) {
        this.used = used;
    }

    /** The row to store for a value: always a fresh object, as a {@link Cell} requires. */
    static Object pack(CounterValue value) {
        return value.forgetAfter() == null && value.used() <= Integer.MAX_VALUE
                ? new PackedCounter((int) value.used())
                : value;
    }

    /** The value that a row stands for; null if it stands for none. */
    static @Nullable CounterValue unpack(@Nullable Object row) {
        if (row instanceof PackedCounter packed) {
            return new CounterValue(packed.used, null);
        }
        return row instanceof CounterValue value ? value : null;
    }
}
