package io.inventory4j.testkit.model;

import io.inventory4j.Bucket;
import io.inventory4j.CommandKind;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.Transition;

/** What a transition does to one unit (rules 2.1 to 2.5): the bucket that it leaves and the bucket that it enters. */
enum TransitionStep {
    CONFIRM(Bucket.RESERVED, Bucket.COMMITTED, CommandKind.CONFIRM),
    RELEASE(Bucket.RESERVED, Bucket.AVAILABLE, CommandKind.RELEASE),
    CANCEL(Bucket.COMMITTED, Bucket.AVAILABLE, CommandKind.CANCEL),
    SHIP(Bucket.COMMITTED, Bucket.OUTSIDE, CommandKind.SHIP),
    RETURN(Bucket.OUTSIDE, Bucket.QUALITY_CONTROL, CommandKind.RETURN);

    private final Bucket from;
    private final Bucket to;
    private final CommandKind kind;

    TransitionStep(Bucket from, Bucket to, CommandKind kind) {
        this.from = from;
        this.to = to;
        this.kind = kind;
    }

    static TransitionStep of(Transition transition) {
        return switch (transition) {
            case CONFIRM -> CONFIRM;
            case RELEASE -> RELEASE;
            case CANCEL -> CANCEL;
            case SHIP -> SHIP;
            case RETURN -> RETURN;
            case EXTEND -> throw new IllegalArgumentException("EXTEND moves no unit");
        };
    }

    Bucket from() {
        return from;
    }

    Bucket to() {
        return to;
    }

    CommandKind kind() {
        return kind;
    }

    /** Whether units that take this step stop charging their counters. */
    boolean givesBack() {
        return to == Bucket.AVAILABLE;
    }

    /** How many units of a line can still take this step. */
    long left(ReservedLine line) {
        return switch (this) {
            case CONFIRM, RELEASE -> line.reserved();
            case CANCEL, SHIP -> line.committed();
            case RETURN -> line.shipped() - line.returned();
        };
    }

    /** The line after some units have taken this step. */
    ReservedLine after(ReservedLine line, long units) {
        return new ReservedLine(
                line.key(),
                line.reserved() - (from == Bucket.RESERVED ? units : 0),
                line.committed() + (to == Bucket.COMMITTED ? units : 0) - (from == Bucket.COMMITTED ? units : 0),
                line.shipped() + (this == SHIP ? units : 0),
                line.released() + (givesBack() ? units : 0),
                line.returned() + (this == RETURN ? units : 0),
                line.charges());
    }
}
