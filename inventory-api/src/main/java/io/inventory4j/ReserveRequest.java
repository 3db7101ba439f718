package io.inventory4j;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer wants to hold, as the shop puts it: who, where, and what. The policy turns it into floors and charges.
 *
 * @param id the reservation's id, usually the order number; the same request with the same id may be sent again
 * @param buyer who buys, 1 to 200 code points: purchase limits count by it, and the reservation is owned by it (rule
 *     1.10); a shop that may not store buyers gives a hash
 * @param lines what to hold, at most 100 lines; a request without lines is refused by {@link Inventory#reserve}
 * @param channel the platform, live room or till it comes from; null where the shop does not say
 * @param region where the goods go; null where the shop does not say
 * @param holdFor how long to hold, 1 ms to 400 days in whole microseconds, rounded up; null for the inventory's own reservation timeout
 * @param replaces a pending reservation, such as the cart before it changed, that is given back in the same step; for
 *     {@link Inventory#sell} also an order that is sold, as {@link Inventory#exchange} says; or null
 */
public record ReserveRequest(
        ReservationId id,
        String buyer,
        List<Line> lines,
        @Nullable String channel,
        @Nullable String region,
        @Nullable Duration holdFor,
        @Nullable ReservationId replaces) {

    /**
     * Units of one stock line.
     *
     * @param key the line
     * @param quantity units, 1 to 2^53 - 1
     */
    public record Line(StockKey key, long quantity) {
        /**
         * Checks the bounds (rule 9).
         *
         * @throws IllegalArgumentException if the quantity is out of bounds
         */
        public Line {
            Objects.requireNonNull(key, "key");
            Bounds.quantity("quantity", quantity);
        }
    }

    /**
     * Checks the bounds (rule 9).
     *
     * @throws IllegalArgumentException if an argument is out of bounds, or the reservation replaces itself
     */
    public ReserveRequest {
        Objects.requireNonNull(id, "id");
        Bounds.personal("buyer", buyer);
        lines = List.copyOf(lines);
        Bounds.size("lines", lines.size(), 0, Bounds.MAX_LINES);
        if (channel != null) {
            Bounds.text("channel", channel);
        }
        if (region != null) {
            Bounds.text("region", region);
        }
        if (holdFor != null) {
            holdFor = Bounds.hold("holdFor", holdFor);
        }
        if (id.equals(replaces)) {
            throw new IllegalArgumentException("replaces is " + replaces + "; a reservation cannot replace itself");
        }
    }

    /**
     * A request without lines yet.
     *
     * @param id the reservation's id
     * @param buyer who buys
     * @return the request
     */
    public static ReserveRequest of(String id, String buyer) {
        return new ReserveRequest(new ReservationId(id), buyer, List.of(), null, null, null, null);
    }

    /**
     * Adds units of a SKU at the location {@link StockKey#MAIN}.
     *
     * @param sku the stock keeping unit
     * @param quantity units
     * @return a copy with the line
     */
    public ReserveRequest line(String sku, long quantity) {
        return line(StockKey.of(sku), quantity);
    }

    /**
     * Adds units of a stock line.
     *
     * @param key the line
     * @param quantity units
     * @return a copy with the line
     */
    public ReserveRequest line(StockKey key, long quantity) {
        Line line = new Line(key, quantity);
        if (lines.isEmpty()) {
            return lines(List.of(line));
        }
        List<Line> more = new ArrayList<>(lines.size() + 1);
        more.addAll(lines);
        more.add(line);
        return lines(more);
    }

    /**
     * Sets all lines at once.
     *
     * @param all the lines
     * @return a copy with these lines
     */
    public ReserveRequest lines(List<Line> all) {
        return new ReserveRequest(id, buyer, all, channel, region, holdFor, replaces);
    }

    /**
     * Sets the channel.
     *
     * @param name the platform, live room or till
     * @return a copy with the channel
     */
    public ReserveRequest channel(String name) {
        return new ReserveRequest(id, buyer, lines, name, region, holdFor, replaces);
    }

    /**
     * Sets the region.
     *
     * @param name where the goods go
     * @return a copy with the region
     */
    public ReserveRequest region(String name) {
        return new ReserveRequest(id, buyer, lines, channel, name, holdFor, replaces);
    }

    /**
     * Sets how long to hold.
     *
     * @param duration the time
     * @return a copy with the time
     */
    public ReserveRequest holdFor(Duration duration) {
        return new ReserveRequest(id, buyer, lines, channel, region, duration, replaces);
    }

    /**
     * Names the reservation that this one takes the place of: for {@link Inventory#reserve} a pending one, for {@link
     * Inventory#sell} also one that is sold.
     *
     * @param reservation the id of the old reservation
     * @return a copy that replaces it
     */
    public ReserveRequest replacing(String reservation) {
        return new ReserveRequest(id, buyer, lines, channel, region, holdFor, new ReservationId(reservation));
    }

    /**
     * The same request under another id.
     *
     * @param other the id
     * @return a copy with the id
     */
    public ReserveRequest withId(ReservationId other) {
        return new ReserveRequest(other, buyer, lines, channel, region, holdFor, replaces);
    }

    /** Leaves out the buyer, who is no business of logs (rule 1.10). */
    @Override
    public String toString() {
        return "ReserveRequest[id=" + id + ", lines=" + lines + ", channel=" + channel + ", region=" + region
                + ", holdFor=" + holdFor + ", replaces=" + replaces + "]";
    }
}
