package io.inventory4j.live.action;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done while the sale ran, as the journal has it.
 *
 * @param id its id
 * @param at when it began, by the store's clock
 * @param by who did it, and why
 * @param action what was done
 * @param outcome {@link #DONE}, or why the ledger refused it; null while it is under way
 */
public record SaleOperation(
        String id,
        Instant at,
        By by,
        Action action,
        @Nullable String outcome) {
    /** The outcome of an operation that took effect. */
    public static final String DONE = "done";

    /** Checks that all but the outcome is there. */
    public SaleOperation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(action, "action");
    }

    /**
     * Whether it took effect.
     *
     * @return false while it is under way, and if it was refused
     */
    public boolean done() {
        return DONE.equals(outcome);
    }
}
