package io.inventory4j.redis;

import io.inventory4j.JournalEntry;
import io.inventory4j.StockLevel;
import java.time.Instant;
import java.util.List;

/** One difference between a ledger in Redis and its archive. Only {@link NotArchived} is usual while a shop sells. */
public sealed interface ArchiveDifference {
    /**
     * Redis is ahead: what comes next was not copied yet.
     *
     * @param after the last archived place
     * @param to the journal's last place
     */
    record NotArchived(long after, long to) implements ArchiveDifference {
        /**
         * How far the archive is behind.
         *
         * @return how many places of the journal
         */
        public long count() {
            return to - after;
        }
    }

    /**
     * Entries were deleted from the journal before they were archived, so the archive can neither go on nor be restored.
     *
     * @param after the last archived place
     * @param count how many entries are missing behind it
     */
    record Gap(long after, long count) implements ArchiveDifference {}

    /**
     * From a place on, Redis holds another journal than the archive: it lost its end and was written to again.
     *
     * @param sequence the first place where they differ
     */
    record Forked(long sequence) implements ArchiveDifference {}

    /**
     * An archived call that Redis has no more: it crashed, or somebody restored an older state.
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
     * A line whose level is not what its journal says.
     *
     * @param journal the level by the journal
     * @param redis the level in Redis
     */
    record OtherLevel(StockLevel journal, StockLevel redis) implements ArchiveDifference {}

    /**
     * A line that Redis has no more, though its journal has it.
     *
     * @param journal the level by the journal
     */
    record MissingLine(StockLevel journal) implements ArchiveDifference {}

    /**
     * A line in Redis of which the journal says nothing.
     *
     * @param redis the level in Redis
     */
    record UnknownLine(StockLevel redis) implements ArchiveDifference {}
}
