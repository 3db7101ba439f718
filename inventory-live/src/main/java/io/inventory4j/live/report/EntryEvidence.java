package io.inventory4j.live.report;

import io.inventory4j.live.text.SaleLanguage;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A journal entry as a discrepancy cites it: all of it but the levels, of which it has the difference.
 *
 * @param sequence the entry's place in the journal
 * @param at when, by the store's clock
 * @param kind what was done
 * @param command the id of the reservation, move or sale state
 * @param settlement the id of the settlement; null for none
 * @param reason a move's reason; null for others
 * @param key the line
 * @param version the line's version after it
 * @param changes units that each bucket gained; negative where they left; without those that stayed as they were
 */
public record EntryEvidence(
        long sequence,
        Instant at,
        CommandKind kind,
        String command,
        @Nullable String settlement,
        @Nullable String reason,
        StockKey key,
        long version,
        Map<Bucket, Long> changes) {
    /** Checks that what is needed is there, and copies the map. */
    public EntryEvidence {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(key, "key");
        Map<Bucket, Long> copy = new EnumMap<>(Bucket.class);
        copy.putAll(changes);
        changes = Collections.unmodifiableMap(copy);
    }

    /**
     * The evidence that an entry gives.
     *
     * @param entry the entry
     * @return the evidence
     */
    public static EntryEvidence of(JournalEntry entry) {
        Map<Bucket, Long> changes = new EnumMap<>(Bucket.class);
        for (Bucket bucket : Bucket.values()) {
            long delta = entry.change().delta(bucket);
            if (delta != 0) {
                changes.put(bucket, delta);
            }
        }
        return new EntryEvidence(
                entry.sequence(),
                entry.at(),
                entry.kind(),
                entry.command(),
                entry.settlement(),
                entry.reason(),
                entry.change().key(),
                entry.change().after().version(),
                changes);
    }

    /**
     * What it did, in words.
     *
     * @param language of the words
     * @return such as {@code sold: available −2, sold and not shipped +2}
     */
    public String explanation(SaleLanguage language) {
        return Explanations.of(this, language);
    }
}
