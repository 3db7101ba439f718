package io.inventory4j.redis;

import java.util.List;

/**
 * Where the values of a stored row are; head.lua shows the rows. Servers and archives hold these rows, so a value keeps
 * its place for ever and a new one goes to the end.
 */
final class RowLayout {
    /** How many settlements a reservation's row has; later ones have rows of their own. */
    static final int OWN_SETTLEMENTS = 4;

    private RowLayout() {}

    /** A line's values, at places from 1 on; at place 0 is the bucket OUTSIDE, which no row stores. */
    enum LineColumn {
        OUTSIDE,
        AVAILABLE,
        RESERVED,
        COMMITTED,
        SAFETY,
        QUALITY_CONTROL,
        DAMAGED,
        INCOMING,
        VERSION,
        STATE,
        OPENING,
        NUMBER;

        private static final List<LineColumn> ALL = List.of(values());

        int place() {
            return ALL.indexOf(this);
        }
    }

    /** The values that a reservation's row begins with, from place 1 on. */
    enum ReservationColumn {
        SWEPT,
        SETTLED_AT,
        LINES,
        LINE_CHARGES,
        ORDER_CHARGES
    }

    /** The values that a reservation's row has for each line, by their distance from the name, which is the first. */
    enum ReservedLineColumn {
        NAME,
        RESERVED,
        COMMITTED,
        SHIPPED,
        RELEASED,
        RETURNED,
        CHARGES
    }
}
