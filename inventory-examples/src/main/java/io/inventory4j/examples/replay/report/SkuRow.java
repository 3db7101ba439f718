package io.inventory4j.examples.replay.report;

import io.inventory4j.examples.replay.audit.Count;
import io.inventory4j.examples.replay.audit.Tally;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the sale came to for one article, in units; {@link #MEANING} says what each is.
 *
 * @param soldOutAt when it sold out for the first time, or null
 */
public record SkuRow(
        String sku,
        String name,
        long opening,
        long received,
        long writtenOff,
        long asked,
        long sold,
        long refused,
        long expired,
        long released,
        long cancelled,
        long returned,
        long remaining,
        @Nullable Instant soldOutAt) {
    /** For the help and the head of the table; the last line is made of the same numbers. */
    public static final String MEANING = """
            All numbers are units, except orders:
              orders     invoices that buy
              opening    on the shelf before the sale
              received   found by the warehouse while the sale ran (stock corrections in the files)
              sold       paid for and not cancelled, shipped or not
              refused    asked for and never held: sold out, over a limit, not open, or not in the plan
              expired    held, and not paid for in time
              cancelled  paid for, and given back before shipment; on sale again
              returned   come back after shipment, now or from earlier sales; in quality control
              remaining  still there and not sold, quality control included
            opening + received + returned = sold + written off + remaining""";

    /**
     * The row of an article.
     *
     * @param tally what the buyers and the warehouse count
     * @param remaining units that are there after the sale and not sold
     * @param soldOutAt when it sold out for the first time, or null
     * @return the row
     */
    public static SkuRow of(String sku, String name, Tally tally, long remaining, @Nullable Instant soldOutAt) {
        return new SkuRow(
                sku,
                name,
                tally.of(sku, Count.OPENING),
                tally.of(sku, Count.RECEIVED),
                tally.of(sku, Count.WRITTEN_OFF),
                tally.of(sku, Count.ASKED),
                tally.sold(sku),
                tally.of(sku, Count.REFUSED),
                tally.of(sku, Count.EXPIRED),
                tally.of(sku, Count.RELEASED),
                tally.of(sku, Count.CANCELLED),
                tally.of(sku, Count.RETURNED) + tally.of(sku, Count.RETURNED_EARLIER),
                remaining,
                soldOutAt);
    }
}
