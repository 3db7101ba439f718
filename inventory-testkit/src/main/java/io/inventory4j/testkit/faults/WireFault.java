package io.inventory4j.testkit.faults;

import java.util.Objects;

/**
 * What goes wrong on the wire, once, and where: it happens to the message after the first {@code after} messages in one
 * direction, counted over all connections since the fault was set.
 *
 * @param direction whose messages are counted
 * @param after how many messages pass first, 0 or more
 * @param action what happens to the next one
 */
public record WireFault(Direction direction, long after, Action action) {
    /** The direction of a message. */
    public enum Direction {
        /** From the ledger to its server. */
        TO_SERVER,
        /** From the server to the ledger. */
        TO_CLIENT
    }

    /** What happens to the message. */
    public enum Action {
        /** Its connection is cut in both directions; the message is lost. */
        CUT,
        /** Nothing more passes over its connection in this direction until {@link TcpProxy#heal}; the message waits. */
        STALL,
        /** Nothing more passes over any connection in this direction until {@link TcpProxy#heal}; messages wait. */
        STALL_ALL,
        /** It waits until the other direction, or another connection, has passed something on, at most for a while. */
        DELAY
    }

    /** Checks the bounds. */
    public WireFault {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(action, "action");
        if (after < 0) {
            throw new IllegalArgumentException("after is " + after + "; it must be 0 or more");
        }
    }
}
