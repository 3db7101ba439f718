package io.inventory4j.order;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Goods that are sold together, at one location, and that are also sold singly, such as
 * {@code Kit.named("GIFT-BOX").part("A", 1).part("B", 2).gift("C", 1)}. Nothing is stored of it: an order holds units
 * of its parts, so a kit that changes later changes no order. Immutable; its description may be said in any order.
 */
public final class Kit {
    private final String name;
    private final String location;
    private final boolean allotted;
    private final Map<String, Long> parts;
    private final Map<String, Long> gifts;

    private Kit(String name, String location, boolean allotted, Map<String, Long> parts, Map<String, Long> gifts) {
        this.name = name;
        this.location = location;
        this.allotted = allotted;
        this.parts = parts;
        this.gifts = gifts;
    }

    /**
     * A kit without parts yet, at the location {@link StockKey#MAIN}.
     *
     * @param name the kit's name, which is no SKU of goods: 1 to 200 code points
     * @return the kit
     * @throws IllegalArgumentException if the name is out of bounds (rule 9.1)
     */
    public static Kit named(String name) {
        return new Kit(Bounds.text("kit", name), StockKey.MAIN, false, Map.of(), Map.of());
    }

    /**
     * The same kit at another location, where all its parts and gifts then are.
     *
     * @param place the location
     * @return a copy
     */
    public Kit at(String place) {
        return new Kit(name, Bounds.text("location", place), allotted, parts, gifts);
    }

    /**
     * Adds a part, without which the kit is not sold.
     *
     * @param sku the part
     * @param quantity units in one kit; added to those that it already has
     * @return a copy with the part
     * @throws IllegalArgumentException if the part is the kit itself, or the quantity is out of bounds
     */
    public Kit part(String sku, long quantity) {
        return new Kit(name, location, allotted, with(parts, sku, quantity), gifts);
    }

    /**
     * Adds a gift, which is left out when there is none.
     *
     * @param sku the gift
     * @param quantity units with one kit; added to those that it already has
     * @return a copy with the gift
     * @throws IllegalArgumentException if the gift is the kit itself, or the quantity is out of bounds
     */
    public Kit gift(String sku, long quantity) {
        return new Kit(name, location, allotted, parts, with(gifts, sku, quantity));
    }

    /**
     * Gives the kit an allotment: a stock line under its own name, of which each kit takes a unit with its parts, as in
     * "500 boxes in this live room". It is no goods: it is set by {@code setAvailable}, and neither counted in a
     * stocktake nor put into a parcel. Limits on the kit's name then count kits; without an allotment there is no limit
     * for each kit.
     *
     * @return a copy with an allotment
     */
    public Kit allotted() {
        return new Kit(name, location, true, parts, gifts);
    }

    private Map<String, Long> with(Map<String, Long> some, String sku, long quantity) {
        if (sku.equals(name)) {
            throw new IllegalArgumentException("kit " + name + " is no part of itself");
        }
        Bounds.text("sku", sku);
        Bounds.quantity("quantity", quantity);
        Map<String, Long> more = new LinkedHashMap<>(some);
        more.merge(sku, quantity, Long::sum);
        return Collections.unmodifiableMap(more);
    }

    /**
     * The stock line of the allotment, if the kit has one.
     *
     * @return the kit's name at its location
     */
    public StockKey key() {
        return StockKey.of(name, location);
    }

    /**
     * What so many kits take for certain: of the allotment, if they have one, and of each part. For partial
     * settlements, as in {@code SettleRequest.of(order).id("parcel-1").lines(kit.quantities(2))}. What was granted of
     * gifts, the reservation says.
     *
     * @param kits how many
     * @return units by stock line, first of the allotment, then of the parts in their order
     * @throws IllegalArgumentException if the kit has no part, or a quantity is out of bounds
     */
    public Map<StockKey, Long> quantities(long kits) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("kit " + name + " has no part");
        }
        Bounds.quantity("kits", kits);
        Map<StockKey, Long> units = new LinkedHashMap<>();
        if (allotted) {
            units.put(key(), kits);
        }
        parts.forEach((sku, each) -> units.put(StockKey.of(sku, location), times(sku, each, kits)));
        return Collections.unmodifiableMap(units);
    }

    /**
     * The lines that order so many kits: fixed ones as {@link #quantities} says, then the gifts.
     *
     * @param kits how many
     * @return the lines, as {@link ReserveRequest#kit} adds them
     * @throws IllegalArgumentException if the kit has no part, or a quantity is out of bounds
     */
    public List<RequestLine> lines(long kits) {
        List<RequestLine> lines = new ArrayList<>();
        quantities(kits).forEach((key, units) -> lines.add(new RequestLine(key, units)));
        gifts.forEach((sku, each) -> lines.add(RequestLine.upTo(StockKey.of(sku, location), times(sku, each, kits))));
        return List.copyOf(lines);
    }

    private static long times(String sku, long each, long kits) {
        if (each > Bounds.MAX_QUANTITY / kits) {
            throw new IllegalArgumentException(kits + " kits of " + each + " " + sku + " are more than 2^53 - 1 units");
        }
        return each * kits;
    }

    /** For messages and logs. */
    @Override
    public String toString() {
        return "Kit[name=" + name + ", location=" + location + ", allotted=" + allotted + ", parts=" + parts
                + ", gifts=" + gifts + "]";
    }
}
