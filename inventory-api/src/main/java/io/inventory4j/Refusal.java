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
 * @param subject the key ({@link StockKey#toString}), counter or id that the reason is about
 * @param remaining units that could still be had of the subject (rule 1.6); 0 where that has no meaning
 * @param rule the name of the purchase rule that decided it; null if none did, or if that is not known for certain
 * @param at with {@link Reason#STALE} of a reserve: the store's now, for which to compute its charges (rule 12);
 *     otherwise null
 */
public record Refusal(
        Reason reason,
        String subject,
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
     * A refusal that comes from a ledger.
     *
     * @param reason the reason
     * @param subject the key, counter or id
     * @param remaining what is left
     */
    public Refusal(Reason reason, String subject, long remaining) {
        this(reason, subject, remaining, null, null);
    }

    /**
     * A refusal that comes from a policy.
     *
     * @param reason the reason
     * @param subject what it is about
     * @param remaining what is left
     * @param rule the name of the rule
     */
    public Refusal(Reason reason, String subject, long remaining, @Nullable String rule) {
        this(reason, subject, remaining, rule, null);
    }

    /**
     * The same refusal, with the purchase rule that it comes from.
     *
     * @param name the rule's name
     * @return a copy
     */
    public Refusal because(String name) {
        return new Refusal(reason, subject, remaining, name, at);
    }

    /** For messages and logs; it leaves counters out, because their names may have the buyer in them (rule 1.10). */
    @Override
    public String toString() {
        boolean counter = reason == Reason.LIMIT_REACHED || at != null;
        return "Refusal[reason=" + reason + (counter ? "" : ", subject=" + subject) + ", remaining=" + remaining
                + (rule == null ? "" : ", rule=" + rule) + (at == null ? "" : ", at=" + at) + "]";
    }
}
