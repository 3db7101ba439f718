package io.inventory4j.order;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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

    private final String id;
    private final String buyer;
    private final List<RequestLine> lines;
    private final @Nullable String channel;
    private final @Nullable String region;
    private final @Nullable Duration holdFor;
    private final @Nullable String replaces;
    private final List<Identity> identities;

    /** Takes what was checked. */
    private ReserveRequest(
            String id,
            @Nullable String replaces,
            String buyer,
            List<RequestLine> lines,
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

    private static String checkedId(String reservation) {
        return Bounds.text("reservation id", reservation);
    }

    private static List<RequestLine> checked(List<RequestLine> lines) {
        List<RequestLine> copy = List.copyOf(lines);
        Bounds.size("lines", copy.size(), 0, Bounds.MAX_LINES);
        if (copy.size() > 1) {
            checkSources(copy);
        }
        return copy;
    }

    private static void checkSources(List<RequestLine> lines) {
        int sources = 0;
        for (RequestLine line : lines) {
            sources += line.sources().size();
        }
        Bounds.size("sources", sources, 0, Bounds.MAX_SOURCES);
    }

    private static String replaceable(String id, @Nullable String replaces) {
        if (id.equals(replaces)) {
            throw new IllegalArgumentException("replaces is " + replaces + "; a reservation cannot replace itself");
        }
        return id;
    }

    /**
     * A request without lines yet. One without lines is refused by {@link io.inventory4j.Inventory#reserve}.
     *
     * @param id the reservation's id, usually the order number, 1 to 200 code points; the same request with the same
     *     id may be sent again
     * @param buyer who buys, 1 to 200 code points: purchase limits count by it, and the reservation is owned by it
     *     (rule 1.10); a shop that may not store buyers gives a hash
     * @return the request
     * @throws IllegalArgumentException if one of them is out of bounds (rule 9.1)
     */
    public static ReserveRequest of(String id, String buyer) {
        return new ReserveRequest(
                checkedId(id), null, Bounds.personal("buyer", buyer), List.of(), null, null, null, List.of());
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
        return line(new RequestLine(key, quantity));
    }

    /**
     * Adds a line, such as one whose sources are in a list.
     *
     * @param line the line
     * @return a copy with the line
     */
    public ReserveRequest line(RequestLine line) {
        return with(List.of(line));
    }

    /**
     * Adds units that all come from the first source that has them all: spare parts with a backup, one warehouse or
     * else another. They are never split. If no source has them all, the order is refused.
     *
     * @param quantity units
     * @param sources 1 to 8 stock lines, in order of preference. They are content: a retry names the same (rule 1.9)
     * @return a copy with the line
     */
    public ReserveRequest firstOf(long quantity, StockKey... sources) {
        return line(RequestLine.firstOf(quantity, List.of(sources)));
    }

    /**
     * Adds units that all come from the first SKU that has them all, at the location {@link StockKey#MAIN}.
     *
     * @param quantity units
     * @param skus 1 to 8 SKUs, in order of preference
     * @return a copy with the line
     */
    public ReserveRequest firstOf(long quantity, String... skus) {
        return firstOf(quantity, keys(skus));
    }

    /**
     * Adds units that may come from several sources: what the first one has, and the rest from the next. If all of them
     * together do not have enough, the order is refused.
     *
     * @param quantity units
     * @param sources 1 to 8 stock lines, in order of preference. They are content: a retry names the same (rule 1.9)
     * @return a copy with the line
     */
    public ReserveRequest spread(long quantity, StockKey... sources) {
        return line(RequestLine.spread(quantity, List.of(sources)));
    }

    /**
     * Adds units that may come from several SKUs, at the location {@link StockKey#MAIN}.
     *
     * @param quantity units
     * @param skus 1 to 8 SKUs, in order of preference
     * @return a copy with the line
     */
    public ReserveRequest spread(long quantity, String... skus) {
        return spread(quantity, keys(skus));
    }

    /**
     * Adds a gift: as many units as there are, up to {@code quantity}, none if there are none. Gifts are judged after
     * all other lines, so a gift never takes the unit that somebody pays for in the same order.
     *
     * @param key the stock line
     * @param quantity the most units
     * @return a copy with the line
     */
    public ReserveRequest upTo(StockKey key, long quantity) {
        return line(RequestLine.upTo(key, quantity));
    }

    /**
     * Adds a gift of a SKU, at the location {@link StockKey#MAIN}.
     *
     * @param sku the stock keeping unit
     * @param quantity the most units
     * @return a copy with the line
     */
    public ReserveRequest upTo(String sku, long quantity) {
        return upTo(StockKey.of(sku), quantity);
    }

    /**
     * Adds kits: their parts as fixed lines, their gifts as by {@link #upTo(StockKey, long)}.
     *
     * @param kit the kit
     * @param quantity how many
     * @return a copy with the lines
     * @throws IllegalArgumentException if the kit has no part, or a quantity or the number of lines is out of bounds
     */
    public ReserveRequest kit(Kit kit, long quantity) {
        return with(kit.lines(quantity));
    }

    private static StockKey[] keys(String... skus) {
        return Arrays.stream(skus).map(StockKey::of).toArray(StockKey[]::new);
    }

    private ReserveRequest with(List<RequestLine> more) {
        if (lines.isEmpty()) {
            return lines(more);
        }
        List<RequestLine> all = new ArrayList<>(lines.size() + more.size());
        all.addAll(lines);
        all.addAll(more);
        return lines(all);
    }

    /**
     * Sets all lines at once.
     *
     * @param all the lines, at most 100, which have at most 200 sources
     * @return a copy with these lines
     * @throws IllegalArgumentException if they are more (rule 1.9.8)
     */
    public ReserveRequest lines(List<RequestLine> all) {
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
     * Sets how long to hold. Without it, a hold lasts for the inventory's own reservation timeout.
     *
     * @param duration 1 ms to 400 days in whole microseconds, rounded up
     * @return a copy with the time
     */
    public ReserveRequest holdFor(Duration duration) {
        return new ReserveRequest(
                id, replaces, buyer, lines, channel, region, Bounds.hold("holdFor", duration), identities);
    }

    /**
     * Names the reservation that this one takes the place of: for {@link io.inventory4j.Inventory#reserve} a pending
     * one, for {@link io.inventory4j.Inventory#sell} also one that is sold.
     *
     * @param reservation the id of the old reservation
     * @return a copy that replaces it
     */
    public ReserveRequest replacing(String reservation) {
        String old = checkedId(reservation);
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
        String made = checkedId(other);
        return new ReserveRequest(
                replaceable(made, replaces), replaces, buyer, lines, channel, region, holdFor, identities);
    }

    /**
     * The reservation's id, usually the order number.
     *
     * @return the id, 1 to 200 code points
     */
    public String id() {
        return id;
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
    public List<RequestLine> lines() {
        return lines;
    }

    /**
     * The lines that are not fixed, in the order in which they are judged (rule 1.9): gifts come last.
     *
     * @return a part of {@link #lines}; empty where all are fixed
     */
    public List<RequestLine> flexible() {
        List<RequestLine> found = List.of();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).fixed()) {
                found = found.isEmpty() ? new ArrayList<>() : found;
                found.add(lines.get(i));
            }
        }
        if (found.size() > 1) {
            found.sort(Comparator.comparing(RequestLine::gift));
        }
        return found;
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
        return replaces;
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
