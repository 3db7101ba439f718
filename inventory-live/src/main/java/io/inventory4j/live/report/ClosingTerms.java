package io.inventory4j.live.report;

/**
 * The terms of the closing equation of one stock line, or of several. They are about good stock, which is AVAILABLE,
 * RESERVED, SAFETY and QUALITY_CONTROL: what may be sold now or later, and is not sold yet.
 *
 * <p>Opening + received + transferred in + returned = sold + transferred out + damaged + remaining.
 *
 * @param opening good stock where the books begin; below zero where more had been promised than was there
 * @param received units that came from OUTSIDE or INCOMING, and that a count found beyond the books; less those that
 *     were put back to INCOMING
 * @param transferredIn units that a move took from another line of the same SKU
 * @param returned shipped units that came back; they are under inspection at first
 * @param sold units that were sold, less those that were given back before they were shipped; may be below zero where
 *     more was given back than sold
 * @param transferredOut units that a move gave to another line of the same SKU, or to its INCOMING
 * @param damaged units that left good stock otherwise: put to DAMAGED, written off, or missing at a count; less those
 *     that were repaired
 * @param remaining good stock at the end; below zero where more is promised than is there
 */
public record ClosingTerms(
        long opening,
        long received,
        long transferredIn,
        long returned,
        long sold,
        long transferredOut,
        long damaged,
        long remaining) {
    /** No units at all. */
    public static final ClosingTerms NONE = new ClosingTerms(0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * What the equation is out by. It is 0 for every journal that the ledger's rules allow and of which no entry is
     * missing.
     *
     * @return the left side less the right side: above zero, units have gone that no entry explains
     */
    public long unexplained() {
        return opening + received + transferredIn + returned - sold - transferredOut - damaged - remaining;
    }

    /**
     * Adds up.
     *
     * @param other the terms of other lines
     * @return the sum, term by term
     * @throws ArithmeticException if a sum does not fit into a long
     */
    public ClosingTerms plus(ClosingTerms other) {
        return new ClosingTerms(
                Math.addExact(opening, other.opening),
                Math.addExact(received, other.received),
                Math.addExact(transferredIn, other.transferredIn),
                Math.addExact(returned, other.returned),
                Math.addExact(sold, other.sold),
                Math.addExact(transferredOut, other.transferredOut),
                Math.addExact(damaged, other.damaged),
                Math.addExact(remaining, other.remaining));
    }
}
