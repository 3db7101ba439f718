package io.inventory4j.live;

/**
 * How far the end of a sale is.
 *
 * @param held units that are still held
 * @param unshipped units that are sold and not yet shipped; they stay where they were sold
 * @param givenBack units that this call gave back
 */
public record Closed(long held, long unshipped, long givenBack) {
    /**
     * Whether nothing can come back any more but by cancelled orders.
     *
     * @return true if nothing is held
     */
    public boolean settled() {
        return held == 0;
    }
}
