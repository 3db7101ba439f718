package io.inventory4j.live.report;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that the team did.
 *
 * @param at when
 * @param who by name
 * @param what what was done
 * @param sku to what; empty for all
 * @param channel on which channel, or between which; null for all
 * @param units how many units it was about; null where it was about none
 * @param why the reason that was given
 */
public record OperationLine(
        Instant at,
        String who,
        String what,
        String sku,
        @Nullable String channel,
        @Nullable Long units,
        String why) {
    /** Checks that what is needed is there. */
    public OperationLine {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(why, "why");
    }
}
