package io.inventory4j.stock;

/**
 * The name of a stock line: a SKU at a location. A warehouse is a location, and so is the isolated pool of a live room.
 *
 * <p>Keys sort by SKU, then location, both by {@link TextOrder}; every store visits lines in this order, so that two
 * carts never wait for each other. Compared exactly: case, blanks and normalization forms all count.
 *
 * @param sku the stock keeping unit, 1 to 200 code points
 * @param location the location, 1 to 200 code points
 */
public record StockKey(String sku, String location) implements Comparable<StockKey> {
    /** The location of a shop that has only one. */
    public static final String MAIN = "main";

    /**
     * Checks the bounds of both texts (rule 9.1).
     *
     * @throws IllegalArgumentException if a text is out of bounds
     */
    public StockKey {
        Bounds.text("sku", sku);
        if (!MAIN.equals(location)) {
            Bounds.text("location", location);
        }
    }

    /**
     * The line of a SKU at the location {@link #MAIN}.
     *
     * @param sku the stock keeping unit
     * @return the key
     */
    public static StockKey of(String sku) {
        return new StockKey(sku, MAIN);
    }

    /**
     * The line of a SKU at a location.
     *
     * @param sku the stock keeping unit
     * @param location the location
     * @return the key
     */
    public static StockKey of(String sku, String location) {
        return new StockKey(sku, location);
    }

    @Override
    public int compareTo(StockKey other) {
        int bySku = TextOrder.compare(sku, other.sku);
        return bySku != 0 ? bySku : TextOrder.compare(location, other.location);
    }

    /** The key for people: {@code SKU@location}. Not an encoding: either part may contain an {@code @}. */
    @Override
    public String toString() {
        return sku + "@" + location;
    }
}
