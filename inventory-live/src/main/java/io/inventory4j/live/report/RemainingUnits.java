package io.inventory4j.live.report;

/**
 * Where the units are at the end. The first four add up to what remains in the closing equation.
 *
 * @param available units that may be promised; below zero where more is promised than is there
 * @param held units that pending orders hold
 * @param safety units withheld from sale
 * @param underInspection units in QUALITY_CONTROL
 * @param damaged units on hand that cannot be sold
 * @param incoming units expected, and not there
 */
public record RemainingUnits(
        long available, long held, long safety, long underInspection, long damaged, long incoming) {
    /** No units at all. */
    public static final RemainingUnits NONE = new RemainingUnits(0, 0, 0, 0, 0, 0);

    /**
     * Good stock: what may be sold now or later.
     *
     * @return available, held, safety and under inspection
     */
    public long good() {
        return available + held + safety + underInspection;
    }

    /**
     * Adds up.
     *
     * @param other those of other lines
     * @return the sum
     * @throws ArithmeticException if a sum does not fit into a long
     */
    public RemainingUnits plus(RemainingUnits other) {
        return new RemainingUnits(
                Math.addExact(available, other.available),
                Math.addExact(held, other.held),
                Math.addExact(safety, other.safety),
                Math.addExact(underInspection, other.underInspection),
                Math.addExact(damaged, other.damaged),
                Math.addExact(incoming, other.incoming));
    }
}
