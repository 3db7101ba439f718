package io.inventory4j.live.feed;

import org.jspecify.annotations.Nullable;

/**
 * How a feed goes, right now. Whether the inventory below hears of changes is in its own {@link io.inventory4j.Health}.
 *
 * @param lines how many lines it has
 * @param readers how many readers are open
 * @param changes how many levels it has taken over since it was opened
 * @param gaps how many of them were more than one version after the one before. Nothing is missing: a level is whole
 * @param outOfOrder how many levels came after a newer one. None was shown; the line was read from the ledger again
 * @param lostHistories how often the ledger turned out to have lost its newest changes, so that an older level counts
 * @param failedReads how many reads of the ledger have failed; each is tried again
 * @param lastFailure what the last of them said; null if there was none
 */
public record LevelFeedHealth(
        int lines,
        int readers,
        long changes,
        long gaps,
        long outOfOrder,
        long lostHistories,
        long failedReads,
        @Nullable String lastFailure) {}
