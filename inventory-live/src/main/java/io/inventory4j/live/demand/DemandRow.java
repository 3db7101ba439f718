package io.inventory4j.live.demand;

import io.inventory4j.Reason;
import io.inventory4j.RefusedDemand;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.TextOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lost demand of one SKU, at all its locations, in one minute, for one reason, from one channel. What the counts mean
 * is said at {@link RefusedDemand}; they add up. Rows sort by minute, SKU, reason, rule and channel: those without a
 * minute come first, those without a SKU last, those without a rule or channel before those with one. Immutable.
 *
 * @param minute the minute's beginning in UTC; null for all minutes before those that are kept apart
 * @param sku the stock keeping unit; null for others: what did not fit a bound
 * @param reason why the requests were refused
 * @param rule the purchase rule that refused them; null where none did, or where that is not known, and for others
 * @param channel the requests' channel; null where they have none, and for others
 * @param requests requests that were refused at this SKU
 * @param units units of it that those requests wanted
 * @param unitsBeside units of it that were wanted by requests refused at another line
 */
public record DemandRow(
        @Nullable Instant minute,
        @Nullable String sku,
        Reason reason,
        @Nullable String rule,
        @Nullable String channel,
        long requests,
        long units,
        long unitsBeside)
        implements Comparable<DemandRow> {
    private static final Comparator<DemandRow> ORDER = Comparator.comparing(
                    DemandRow::minute, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparing(DemandRow::sku, Comparator.nullsLast(TextOrder::compare))
            .thenComparing(DemandRow::reason)
            .thenComparing(DemandRow::rule, Comparator.nullsFirst(TextOrder::compare))
            .thenComparing(DemandRow::channel, Comparator.nullsFirst(TextOrder::compare));

    /**
     * Checks bounds.
     *
     * @throws IllegalArgumentException if the minute has a part of one, a text is out of bounds (rule 9.1), others have
     *     a channel, or a count is less than 0 or over 2^53 - 1
     */
    public DemandRow {
        if (minute != null && !minute.truncatedTo(ChronoUnit.MINUTES).equals(minute)) {
            throw new IllegalArgumentException("minute is " + minute + "; it must be the beginning of one");
        }
        if (sku != null) {
            Bounds.text("sku", sku);
        } else if (channel != null || rule != null) {
            throw new IllegalArgumentException(
                    "rule is " + rule + " and channel is " + channel + ", but others have none");
        }
        if (rule != null) {
            Bounds.text("rule", rule);
        }
        if (channel != null) {
            Bounds.text("channel", channel);
        }
        Objects.requireNonNull(reason, "reason");
        Bounds.limit("requests", requests);
        Bounds.limit("units", units);
        Bounds.limit("unitsBeside", unitsBeside);
    }

    /**
     * Reads a note back.
     *
     * @param note the text of a note, as {@link DemandBatch#notes} has it
     * @return its rows, one or more
     * @throws IllegalArgumentException if it is no such note; the message says what is wrong
     * @see #isNote
     */
    public static List<DemandRow> read(String note) {
        return NoteText.read(note);
    }

    /**
     * Whether a text claims to be a note of lost demand: it begins as one.
     *
     * @param text any text
     * @return true if {@link #read} is to read it
     */
    public static boolean isNote(String text) {
        return text.startsWith(NoteText.BEGIN);
    }

    @Override
    public int compareTo(DemandRow other) {
        return ORDER.compare(this, other);
    }
}
