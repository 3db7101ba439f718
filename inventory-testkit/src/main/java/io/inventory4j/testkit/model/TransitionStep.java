package io.inventory4j.testkit.model;

import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import java.util.List;

/**
 * What happens to units of a reservation: the bucket that they leave and the bucket that they enter (rules 1.12, 2.1 to
 * 2.5, 5.2).
 */
enum TransitionStep {
    CONFIRM(Bucket.RESERVED, Bucket.COMMITTED),
    RELEASE(Bucket.RESERVED, Bucket.AVAILABLE),
    SWEEP(Bucket.RESERVED, Bucket.AVAILABLE),
    CANCEL(Bucket.COMMITTED, Bucket.AVAILABLE),
    SHIP(Bucket.COMMITTED, Bucket.OUTSIDE),
    RETURN(Bucket.OUTSIDE, Bucket.QUALITY_CONTROL),
    HOLD_AGAIN(Bucket.AVAILABLE, Bucket.RESERVED),
    SELL_AGAIN(Bucket.AVAILABLE, Bucket.COMMITTED);

    private final Bucket from;
    private final Bucket to;

    TransitionStep(Bucket from, Bucket to) {
        this.from = from;
        this.to = to;
    }

    /** The steps that units may take in one transition; a unit takes one of them. */
    static List<TransitionStep> of(Transition transition) {
        return switch (transition) {
            case CONFIRM -> List.of(CONFIRM);
            case RELEASE -> List.of(RELEASE);
            case CANCEL -> List.of(CANCEL);
            case GIVE_BACK -> List.of(RELEASE, CANCEL);
            case SHIP -> List.of(SHIP);
            case RETURN -> List.of(RETURN);
            case EXTEND -> List.of();
        };
    }

    Bucket from() {
        return from;
    }

    Bucket to() {
        return to;
    }

    /** Whether units that take this step stop charging their counters. */
    boolean givesBack() {
        return to == Bucket.AVAILABLE;
    }

    /** How many units of a line can still take this step. */
    long left(ReservedLine line) {
        return switch (this) {
            case CONFIRM, RELEASE, SWEEP -> line.reserved();
            case CANCEL, SHIP -> line.committed();
            case RETURN -> line.shipped() - line.returned();
            case HOLD_AGAIN, SELL_AGAIN -> line.swept();
        };
    }

    /** The line after some units have taken this step. */
    ReservedLine after(ReservedLine line, long units) {
        return new ReservedLine(
                line.key(),
                line.reserved() + gain(Bucket.RESERVED, units),
                line.committed() + gain(Bucket.COMMITTED, units),
                line.shipped() + (this == SHIP ? units : 0),
                line.released() + gain(Bucket.AVAILABLE, units),
                line.returned() + (this == RETURN ? units : 0),
                line.swept() + (this == SWEEP ? units : from == Bucket.AVAILABLE ? -units : 0),
                line.charges());
    }

    private long gain(Bucket bucket, long units) {
        return to == bucket ? units : from == bucket ? -units : 0;
    }
}
