package io.inventory4j;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a command was refused, which line, counter or id it is about, and what is left there.
 *
 * @param reason the reason
 * @param subject the key ({@link StockKey#toString}), counter or id that the reason is about, as a text
 * @param key the line; where a counter refused, the first line of the order in key order that charges it; null where it
 *     is about an id, or about what the order charges as a whole
 * @param remaining units that could still be had of the subject (rule 1.6); 0 where that has no meaning
 * @param rule the name of the purchase rule that decided it; null if none did, or if that is not known for certain
 * @param at with {@link Reason#STALE} of a reserve: the store's now, for which to compute its charges (rule 12);
 *     otherwise null
 */
public record Refusal(
        Reason reason,
        String subject,
        @Nullable StockKey key,
        long remaining,
        @Nullable String rule,
        @Nullable Instant at) {
    /** Checks that reason and subject are there. */
    public Refusal {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(subject, "subject");
        Bounds.limit("remaining", remaining);
    }

    /**
     * A refusal about an id.
     *
     * @param reason the reason
     * @param id the id
     * @param remaining what is left
     */
    public Refusal(Reason reason, String id, long remaining) {
        this(reason, id, null, remaining, null, null);
    }

    /**
     * A refusal about a line.
     *
     * @param reason the reason
     * @param key the line
     * @param remaining what is left of it
     */
    public Refusal(Reason reason, StockKey key, long remaining) {
        this(reason, key.toString(), key, remaining, null, null);
    }

    /**
     * The same refusal, with the purchase rule that it comes from.
     *
     * @param name the rule's name
     * @return a copy
     */
    public Refusal because(String name) {
        return new Refusal(reason, subject, key, remaining, name, at);
    }

    /** For messages and logs; it leaves counters out, because their names may have the buyer in them (rule 1.10). */
    @Override
    public String toString() {
        boolean counter = reason == Reason.LIMIT_REACHED || at != null;
        return "Refusal[reason=" + reason + (counter ? "" : ", subject=" + subject) + ", remaining=" + remaining
                + (rule == null ? "" : ", rule=" + rule) + (at == null ? "" : ", at=" + at) + "]";
    }
}
