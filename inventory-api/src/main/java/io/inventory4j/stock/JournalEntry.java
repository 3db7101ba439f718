package io.inventory4j.stock;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one applied command did to one stock line (rule 7.2). A line's entries, in order, give exactly its level.
 *
 * @param sequence the entry's place in the journal, growing; a command that touched n lines has n entries in a row
 * @param at when it was applied, by the store's clock
 * @param kind what was done
 * @param command the id of the reservation, move or sale state
 * @param settlement the id of the settlement; null for commands that are none
 * @param reason why: a move's reason; null for other commands
 * @param change the level before and after
 */
public record JournalEntry(
        long sequence,
        Instant at,
        CommandKind kind,
        String command,
        @Nullable String settlement,
        @Nullable String reason,
        LevelChange change) {
    /** Checks that what is needed is there. */
    public JournalEntry {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(change, "change");
    }

    /**
     * The same entry at another place of the journal.
     *
     * @param place the sequence it has there
     * @return the entry
     */
    public JournalEntry numbered(long place) {
        return new JournalEntry(place, at, kind, command, settlement, reason, change);
    }
}
