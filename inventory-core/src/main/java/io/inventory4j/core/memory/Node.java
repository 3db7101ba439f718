package io.inventory4j.core.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link Table}'s list: a {@link Cell}, a plain node where a bucket begins, or the {@link Mark} after a
 * removed cell.
 */
class Node {
    /** Says that the cell before it is removed. A mark is never replaced, so nothing is linked after a removed cell. */
    static final class Mark extends Node {
        Mark(int order, @Nullable Node next) {
            super(order, next);
        }
    }

    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(Node.class, "next", Node.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The position in the table's list; compared as an unsigned number. */
    final int order;

    private volatile @Nullable Node next;

    Node(int order, @Nullable Node next) {
        this.order = order;
        NEXT.set(this, next);
    }

    @Nullable
    Node next() {
        return next;
    }

    boolean swapNext(@Nullable Node expected, @Nullable Node replacement) {
        return NEXT.compareAndSet(this, expected, replacement);
    }
}
