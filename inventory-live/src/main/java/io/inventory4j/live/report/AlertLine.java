package io.inventory4j.live.report;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An alert of the sale, and who took note of it.
 *
 * @param at when the level was crossed
 * @param sku of what
 * @param channel on which channel; null for all
 * @param what what was crossed, such as "10% left" or "sold out"
 * @param told the role or roles that were told
 * @param acknowledgedBy who acknowledged it; null where nobody has
 * @param acknowledgedAt when; null where nobody has
 */
public record AlertLine(
        Instant at,
        String sku,
        @Nullable String channel,
        String what,
        String told,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedAt) {
    /**
     * Checks that what is needed is there.
     *
     * @throws IllegalArgumentException if only one of who and when is there
     */
    public AlertLine {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(told, "told");
        if ((acknowledgedBy == null) != (acknowledgedAt == null)) {
            throw new IllegalArgumentException(
                    "acknowledged by " + acknowledgedBy + " at " + acknowledgedAt + "; both or none were expected");
        }
    }
}
