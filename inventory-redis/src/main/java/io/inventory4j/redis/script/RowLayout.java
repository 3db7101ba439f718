package io.inventory4j.redis.script;

import java.util.List;

/**
 * Where the values of a stored row are; head.lua shows the rows. Servers and archives hold these rows, so a value keeps
 * its place for ever and a new one goes to the end.
 */
final class RowLayout {
    /** The bytes of each of the two times that a reservation's row begins with: its expiry, and when it was made. */
    static final int TIME = 8;

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
        PINNED,
        NUMBER,
        /** When the line's window opens, and when it closes (rule 4.6). Only a line with a window has the two. */
        OPENS,
        CLOSES;

        private static final List<LineColumn> ALL = List.of(values());

        int place() {
            return ALL.indexOf(this);
        }
    }

    /** The values that follow the two times in a reservation's row, from place 1 on. */
    enum ReservationColumn {
        CHANGED_AT,
        PHASE,
        MARK,
        OWNER,
        LINES,
        LINE_CHARGES,
        ORDER_CHARGES
    }

    /** The values of {@link ReservationColumn#PHASE}, by numbers from 0 on; head.lua says what each means. */
    enum Phase {
        PENDING,
        CONFIRMED,
        SETTLED,
        SHIPPED;

        private static final List<Phase> ALL = List.of(values());

        int number() {
            return ALL.indexOf(this);
        }
    }

    /** The values of {@link ReservationColumn#MARK}, by numbers from 0 on. What is sold in one step is never swept. */
    enum Mark {
        NONE,
        /** It was sold in one step (rule 1.11). */
        SOLD,
        /** A sweep took units that may still be taken again (rule 1.12). */
        SWEPT,
        /** What a sweep had taken was given up for good (rule 1.12). */
        ENDED;

        private static final List<Mark> ALL = List.of(values());

        int number() {
            return ALL.indexOf(this);
        }

        public static Mark of(int number) {
            return ALL.get(number);
        }
    }

    /** The values that a reservation's row has for each line, by their distance from the name, which is the first. */
    enum ReservedLineColumn {
        NAME,
        RESERVED,
        COMMITTED,
        SHIPPED,
        RELEASED,
        RETURNED,
        SWEPT,
        CHARGES
    }
}
