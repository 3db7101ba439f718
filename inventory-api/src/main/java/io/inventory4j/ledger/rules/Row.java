package io.inventory4j.ledger.rules;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What a store keeps under one key, as the rules read it and write it. The rules make a fresh row for every change, and
 * write to it only until they have judged; from then on its content never changes. So a store that keeps the rows
 * themselves knows by a row's identity whether anything has changed.
 */
public abstract class Row {
    private static final VarHandle MARK;

    static {
        try {
            MARK = MethodHandles.lookup().findVarHandle(Row.class, "mark", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // MARK reads and writes it
    private @Nullable Object mark;

    /** A row without a mark. */
    protected Row() {}

    /**
     * What the store has put on this row.
     *
     * @return the mark, or null; what was written before it was set is visible
     */
    public final @Nullable Object mark() {
        return MARK.getAcquire(this);
    }

    /**
     * Puts something of the store's own on this row. The rules never look at it.
     *
     * @param object the mark, or null for none
     */
    public final void mark(@Nullable Object object) {
        MARK.setRelease(this, object);
    }

    /**
     * A fresh row of the same content, without a mark.
     *
     * @return the copy
     */
    public abstract Row copy();
}
