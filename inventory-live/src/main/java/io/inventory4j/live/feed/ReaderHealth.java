package io.inventory4j.live.feed;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one reader goes, right now.
 *
 * @param lag for how long the oldest change has been waiting for it; zero if none waits
 * @param delivered how many levels it got
 * @param conflated how many levels it did not get, because it got a newer one of the same line instead
 * @param unchanged how many levels it did not get, because what it may see was the same as before
 * @param failures how many calls to its callback have failed, or were rejected by its executor
 * @param lastFailure what the last of them said; null if there was none
 */
public record ReaderHealth(
        Duration lag,
        long delivered,
        long conflated,
        long unchanged,
        long failures,
        @Nullable String lastFailure) {
    /** Checks that the lag is there. */
    public ReaderHealth {
        Objects.requireNonNull(lag, "lag");
    }
}
