package io.inventory4j.ledger;

import io.inventory4j.stock.JournalEntry;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger calls for every entry of its journal, one call at a time. A call returns soon and never throws: whoever
 * has more to do hands it to another thread.
 */
@FunctionalInterface
public interface EntryListener {
    /**
     * One command has changed one line, and that is committed.
     *
     * @param entry what it did; its sequence is its place in the journal if it comes from a {@link Watchable}, and
     *     means nothing otherwise
     */
    void onEntry(JournalEntry entry);

    /**
     * Entries never come, because they were deleted before they were read, or cannot be read.
     *
     * @param entries how many, as far as that is known
     */
    default void onLost(long entries) {}

    /**
     * The store has come back without the newest of the entries that were heard of. What follows begins with the oldest
     * entry that is kept, so most of it has been heard of before.
     */
    default void onLostHistory() {}

    /**
     * The ledger has looked for entries, and has passed on what it found.
     *
     * @param failure why it could not look; null if it could, whether or not there was anything
     */
    default void onRead(@Nullable RuntimeException failure) {}
}
