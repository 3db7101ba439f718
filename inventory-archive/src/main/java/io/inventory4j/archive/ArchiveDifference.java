package io.inventory4j.archive;

import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.List;

/** One difference between a ledger in Redis and its archive. Only {@link NotArchived} is normal while a shop sells. */
public sealed interface ArchiveDifference {
    /**
     * Redis is ahead: its last calls are not copied yet.
     *
     * @param after the last archived place
     * @param to the journal's last place
     */
    record NotArchived(long after, long to) implements ArchiveDifference {
        /**
         * How far Redis is ahead.
         *
         * @return the number of places in the journal
         */
        public long count() {
            return to - after;
        }
    }

    /**
     * Entries were deleted from the journal before they were archived. The archive cannot
     * continue, and what was deleted cannot be restored.
     *
     * @param after the last archived place
     * @param count how many entries are missing after it
     */
    record Gap(long after, long count) implements ArchiveDifference {}

    /**
     * From a place on, Redis has another journal than the archive: it lost the end of its journal and was written to
     * again.
     *
     * @param sequence the first place where they differ
     */
    record Forked(long sequence) implements ArchiveDifference {}

    /**
     * An archived call that Redis no longer has: it crashed, or somebody restored an older state.
     *
     * @param sequence its last place in the journal
     * @param at when it was applied
     * @param subjects the ids of its reservations, moves and sale states
     * @param entries what it did to each line
     */
    record Lost(long sequence, Instant at, List<String> subjects, List<JournalEntry> entries)
            implements ArchiveDifference {
        /** Copies the lists. */
        public Lost {
            subjects = List.copyOf(subjects);
            entries = List.copyOf(entries);
        }
    }

    /**
     * A line whose level differs from what its journal says.
     *
     * @param journal the level by the journal
     * @param redis the level in Redis
     */
    record OtherLevel(StockLevel journal, StockLevel redis) implements ArchiveDifference {}

    /**
     * A line that is in the journal and no longer in Redis.
     *
     * @param journal the level by the journal
     */
    record MissingLine(StockLevel journal) implements ArchiveDifference {}

    /**
     * A line that is in Redis and not in the journal.
     *
     * @param redis the level in Redis
     */
    record UnknownLine(StockLevel redis) implements ArchiveDifference {}
}
