package io.inventory4j.stock;

import java.time.Instant;
import java.util.Objects;

/**
 * One consistent snapshot of a stock line: how many units are in each bucket, at which version. Units are whole pieces.
 *
 * @param key the line
 * @param available units that may be promised; below zero where more is promised than there is
 * @param reserved units held by pending reservations
 * @param committed units sold and not yet shipped
 * @param safety units withheld from sale
 * @param qualityControl units under inspection
 * @param damaged units that cannot be sold
 * @param incoming units expected and not yet there
 * @param version how many applied commands have touched the line; gapless, 0 for a line that does not exist yet
 * @param saleState whether the line sells
 * @param window from when to when it takes new reservations
 * @param opening the quantity that percentages refer to; 0 where there is none
 * @param openingPinned whether the opening was set, and stays until it is set again (rule 3.7)
 */
public record StockLevel(
        StockKey key,
        long available,
        long reserved,
        long committed,
        long safety,
        long qualityControl,
        long damaged,
        long incoming,
        long version,
        SaleState saleState,
        Window window,
        long opening,
        boolean openingPinned) {

    /**
     * Checks that every bucket is within its bounds (rules 8.3 and 9.11).
     *
     * @throws IllegalArgumentException if a bucket but AVAILABLE is negative, or a value is beyond 2^53 - 1
     */
    public StockLevel {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(saleState, "saleState");
        Objects.requireNonNull(window, "window");
        Bounds.floor("available", available);
        Bounds.limit("reserved", reserved);
        Bounds.limit("committed", committed);
        Bounds.limit("safety", safety);
        Bounds.limit("qualityControl", qualityControl);
        Bounds.limit("damaged", damaged);
        Bounds.limit("incoming", incoming);
        Bounds.limit("version", version);
        Bounds.limit("opening", opening);
    }

    /**
     * The level of a line before anything was ever posted to it: no units, version 0, open for sale, without a window.
     *
     * @param key the line
     * @return the level
     */
    public static StockLevel empty(StockKey key) {
        return new StockLevel(key, 0, 0, 0, 0, 0, 0, 0, 0, SaleState.OPEN, Window.NONE, 0, false);
    }

    /**
     * Units that are physically there, sold or not.
     *
     * @return the sum of all buckets but INCOMING
     */
    public long onHand() {
        return available + reserved + committed + safety + qualityControl + damaged;
    }

    /**
     * Units in all stored buckets.
     *
     * @return on hand plus incoming
     */
    public long total() {
        return onHand() + incoming;
    }

    /**
     * Units in one bucket.
     *
     * @param bucket the bucket
     * @return the units; 0 for {@link Bucket#OUTSIDE}, which is not stored
     */
    public long quantity(Bucket bucket) {
        return switch (bucket) {
            case AVAILABLE -> available;
            case RESERVED -> reserved;
            case COMMITTED -> committed;
            case SAFETY -> safety;
            case QUALITY_CONTROL -> qualityControl;
            case DAMAGED -> damaged;
            case INCOMING -> incoming;
            case OUTSIDE -> 0;
        };
    }

    /**
     * Whether the line takes new reservations at an instant, by what this level says: a page counts down with it. The
     * store decides by its own clock (rule 4.6).
     *
     * @param now the instant
     * @return true if the sale state is OPEN and the window is open
     */
    public boolean openAt(Instant now) {
        return saleState == SaleState.OPEN && window.isOpen(now);
    }
}
