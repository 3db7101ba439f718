package io.inventory4j.live.report;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that the team did.
 *
 * @param at when
 * @param who by name
 * @param what what was done, such as "top up 200"
 * @param sku to what; empty for all
 * @param why the reason that was given
 */
public record OperationLine(Instant at, String who, String what, String sku, String why) {
    /** Checks that all is there. */
    public OperationLine {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(why, "why");
    }
}
