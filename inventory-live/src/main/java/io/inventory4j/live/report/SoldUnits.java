package io.inventory4j.live.report;

/**
 * What orders did with the units of one stock line, or of several.
 *
 * @param ordered units that were sold; an exchange counts by what it changed (rule 1.11)
 * @param refunded units that were sold and given back before they were shipped; ordered less refunded is what is sold
 * @param shipped units that left
 * @param unshippedAtOpening units that were sold before the books begin, and not yet shipped then
 * @param notYetShipped units that are sold and not shipped at the end; by the books it is unshippedAtOpening + ordered
 *     - refunded - shipped
 * @param held units that were held for buyers
 * @param released held units that were given back by the buyer or the shop
 * @param expired held units that were given back because their hold ran out
 */
public record SoldUnits(
        long ordered,
        long refunded,
        long shipped,
        long unshippedAtOpening,
        long notYetShipped,
        long held,
        long released,
        long expired) {
    /** No units at all. */
    public static final SoldUnits NONE = new SoldUnits(0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Adds up.
     *
     * @param other those of other lines
     * @return the sum
     * @throws ArithmeticException if a sum does not fit into a long
     */
    public SoldUnits plus(SoldUnits other) {
        return new SoldUnits(
                Math.addExact(ordered, other.ordered),
                Math.addExact(refunded, other.refunded),
                Math.addExact(shipped, other.shipped),
                Math.addExact(unshippedAtOpening, other.unshippedAtOpening),
                Math.addExact(notYetShipped, other.notYetShipped),
                Math.addExact(held, other.held),
                Math.addExact(released, other.released),
                Math.addExact(expired, other.expired));
    }
}
