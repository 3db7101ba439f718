package io.inventory4j.core;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** From when on an inventory refuses its calls. Over memory and over a ledger of the shop's, nothing else would. */
final class Lifetime {
    private final AtomicBoolean over;
    private final @Nullable Runnable atItsEnd;

    private Lifetime(AtomicBoolean over, @Nullable Runnable atItsEnd) {
        this.over = over;
        this.atItsEnd = atItsEnd;
    }

    /** One that ends once. */
    static Lifetime until(Runnable atItsEnd) {
        return new Lifetime(new AtomicBoolean(), atItsEnd);
    }

    /** The same one, for who may not end it. */
    Lifetime borrowed() {
        return new Lifetime(over, null);
    }

    /** @throws LedgerException if it is over */
    void check() {
        if (over.get()) {
            throw ended();
        }
    }

    boolean isOver() {
        return over.get();
    }

    void end() {
        if (atItsEnd != null && over.compareAndSet(false, true)) {
            atItsEnd.run();
        }
    }

    /** The failure of a call that comes too late. */
    static LedgerException ended() {
        return new LedgerException(Effect.NONE, "the inventory is closed", null);
    }
}
