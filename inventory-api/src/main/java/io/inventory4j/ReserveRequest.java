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
 * Immutable; copies check only what is new.
 */
public final class ReserveRequest {
    /** The most identities of one request. */
    public static final int MAX_IDENTITIES = 8;

    private final ReservationId id;
    private final String buyer;
    private final List<Line> lines;
    private final @Nullable String channel;
    private final @Nullable String region;
    private final @Nullable Duration holdFor;
    private final @Nullable ReservationId replaces;
    private final List<Identity> identities;

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
     * Something by which a buyer may be known beside his name, such as a device, an address, a phone or a card.
     *
     * @param kind what it is, such as {@code device}: 1 to 200 code points, and nothing personal
     * @param value the identity itself, 1 to 200 code points. It is personal, so no message and no log shows it (rule
     *     1.10)
     */
    public record Identity(String kind, String value) {
        /**
         * Checks the bounds (rule 9).
         *
         * @throws IllegalArgumentException if one of them is out of bounds
         */
        public Identity {
            Bounds.text("identity kind", kind);
            Bounds.personal("identity", value);
        }

        /** Leaves out the value, which is no business of logs. */
        @Override
        public String toString() {
            return "Identity[kind=" + kind + "]";
        }
    }

    /**
     * A request.
     *
     * @param id the reservation's id, usually the order number; the same request with the same id may be sent again
     * @param buyer who buys, 1 to 200 code points: purchase limits count by it, and the reservation is owned by it
     *     (rule 1.10); a shop that may not store buyers gives a hash
     * @param lines what to hold, at most 100 lines; a request without lines is refused by {@link Inventory#reserve}
     * @param channel the platform, live room or till it comes from; null where the shop does not say
     * @param region where the goods go; null where the shop does not say
     * @param holdFor how long to hold, 1 ms to 400 days in whole microseconds, rounded up; null for the inventory's own
     *     reservation timeout
     * @param replaces a pending reservation, such as the cart before it changed, that is given back in the same step;
     *     for {@link Inventory#sell} also an order that is sold, as {@link Inventory#exchange} says; or null
     * @throws IllegalArgumentException if an argument is out of bounds (rule 9), or the reservation replaces itself
     */
    public ReserveRequest(
            String id,
            String buyer,
            List<Line> lines,
            @Nullable String channel,
            @Nullable String region,
            @Nullable Duration holdFor,
            @Nullable String replaces) {
        this(
                replaceable(new ReservationId(id), idOf(replaces)),
                idOf(replaces),
                Bounds.personal("buyer", buyer),
                checked(lines),
                channel == null ? null : Bounds.text("channel", channel),
                region == null ? null : Bounds.text("region", region),
                holdFor == null ? null : Bounds.hold("holdFor", holdFor),
                List.of());
    }

    /** Takes what was checked. */
    private ReserveRequest(
            ReservationId id,
            @Nullable ReservationId replaces,
            String buyer,
            List<Line> lines,
            @Nullable String channel,
            @Nullable String region,
            @Nullable Duration holdFor,
            List<Identity> identities) {
        this.id = id;
        this.replaces = replaces;
        this.buyer = buyer;
        this.lines = lines;
        this.channel = channel;
        this.region = region;
        this.holdFor = holdFor;
        this.identities = identities;
    }

    private static @Nullable ReservationId idOf(@Nullable String reservation) {
        return reservation == null ? null : new ReservationId(reservation);
    }

    private static List<Line> checked(List<Line> lines) {
        List<Line> copy = List.copyOf(lines);
        Bounds.size("lines", copy.size(), 0, Bounds.MAX_LINES);
        return copy;
    }

    private static ReservationId replaceable(ReservationId id, @Nullable ReservationId replaces) {
        if (Objects.requireNonNull(id, "id").equals(replaces)) {
            throw new IllegalArgumentException("replaces is " + replaces + "; a reservation cannot replace itself");
        }
        return id;
    }

    /**
     * A request without lines yet.
     *
     * @param id the reservation's id
     * @param buyer who buys
     * @return the request
     */
    public static ReserveRequest of(String id, String buyer) {
        return new ReserveRequest(
                new ReservationId(id), null, Bounds.personal("buyer", buyer), List.of(), null, null, null, List.of());
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
            return new ReserveRequest(id, replaces, buyer, List.of(line), channel, region, holdFor, identities);
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
        return new ReserveRequest(id, replaces, buyer, checked(all), channel, region, holdFor, identities);
    }

    /**
     * Sets the channel.
     *
     * @param name the platform, live room or till
     * @return a copy with the channel
     */
    public ReserveRequest channel(String name) {
        return new ReserveRequest(
                id, replaces, buyer, lines, Bounds.text("channel", name), region, holdFor, identities);
    }

    /**
     * Sets the region.
     *
     * @param name where the goods go
     * @return a copy with the region
     */
    public ReserveRequest region(String name) {
        return new ReserveRequest(
                id, replaces, buyer, lines, channel, Bounds.text("region", name), holdFor, identities);
    }

    /**
     * Sets how long to hold.
     *
     * @param duration the time
     * @return a copy with the time
     */
    public ReserveRequest holdFor(Duration duration) {
        return new ReserveRequest(
                id, replaces, buyer, lines, channel, region, Bounds.hold("holdFor", duration), identities);
    }

    /**
     * Names the reservation that this one takes the place of: for {@link Inventory#reserve} a pending one, for {@link
     * Inventory#sell} also one that is sold.
     *
     * @param reservation the id of the old reservation
     * @return a copy that replaces it
     */
    public ReserveRequest replacing(String reservation) {
        ReservationId old = new ReservationId(reservation);
        return new ReserveRequest(replaceable(id, old), old, buyer, lines, channel, region, holdFor, identities);
    }

    /**
     * Adds an identity of the buyer, by which purchase limits may count. One kind may come several times, and each
     * counts: two cards are two counts. Texts are compared as they are, so the shop brings them into one form first.
     *
     * <p>Identities are no content: a retry may have others, and is still the same order. They are not stored.
     *
     * @param kind what it is, such as {@code device}
     * @param value the identity
     * @return a copy with the identity
     * @throws IllegalArgumentException if the request has {@link #MAX_IDENTITIES} of them, or one is out of bounds
     */
    public ReserveRequest identity(String kind, String value) {
        List<Identity> more = new ArrayList<>(identities.size() + 1);
        more.addAll(identities);
        more.add(new Identity(kind, value));
        return identities(more);
    }

    /**
     * Sets all identities at once.
     *
     * @param all the identities
     * @return a copy with these identities
     * @throws IllegalArgumentException if they are more than {@link #MAX_IDENTITIES}
     */
    public ReserveRequest identities(List<Identity> all) {
        List<Identity> copy = List.copyOf(all);
        Bounds.size("identities", copy.size(), 0, MAX_IDENTITIES);
        return new ReserveRequest(id, replaces, buyer, lines, channel, region, holdFor, copy);
    }

    /**
     * The same request under another id.
     *
     * @param other the id
     * @return a copy with the id
     */
    public ReserveRequest withId(String other) {
        ReservationId made = new ReservationId(other);
        return new ReserveRequest(
                replaceable(made, replaces), replaces, buyer, lines, channel, region, holdFor, identities);
    }

    /**
     * The reservation's id, usually the order number.
     *
     * @return the id, 1 to 200 code points
     */
    public String id() {
        return id.value();
    }

    /**
     * Who buys.
     *
     * @return 1 to 200 code points
     */
    public String buyer() {
        return buyer;
    }

    /**
     * What to hold.
     *
     * @return at most 100 lines, in the order in which they were named
     */
    public List<Line> lines() {
        return lines;
    }

    /**
     * The platform, live room or till it comes from.
     *
     * @return null where the shop does not say
     */
    public @Nullable String channel() {
        return channel;
    }

    /**
     * Where the goods go.
     *
     * @return null where the shop does not say
     */
    public @Nullable String region() {
        return region;
    }

    /**
     * How long to hold.
     *
     * @return null for the inventory's own reservation timeout
     */
    public @Nullable Duration holdFor() {
        return holdFor;
    }

    /**
     * The reservation that is given back in the same step.
     *
     * @return its id; null for none
     */
    public @Nullable String replaces() {
        return replaces == null ? null : replaces.value();
    }

    /**
     * What else the buyer may be known by.
     *
     * @return at most {@link #MAX_IDENTITIES}, in the order in which they were named
     */
    public List<Identity> identities() {
        return identities;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReserveRequest that
                && id.equals(that.id)
                && buyer.equals(that.buyer)
                && lines.equals(that.lines)
                && Objects.equals(channel, that.channel)
                && Objects.equals(region, that.region)
                && Objects.equals(holdFor, that.holdFor)
                && Objects.equals(replaces, that.replaces)
                && identities.equals(that.identities);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, buyer, lines, channel, region, holdFor, replaces, identities);
    }

    /** Leaves out the buyer and his identities, who are no business of logs (rule 1.10). */
    @Override
    public String toString() {
        return "ReserveRequest[id=" + id + ", lines=" + lines + ", channel=" + channel + ", region=" + region
                + ", holdFor=" + holdFor + ", replaces=" + replaces + "]";
    }
}
