package io.inventory4j.live.plan;

/** A cell that does not hold what its column needs. */
final class BadCell extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * Makes one.
     *
     * @param expected what was expected, for people
     */
    BadCell(String expected) {
        super(expected, null, false, false);
    }
}
