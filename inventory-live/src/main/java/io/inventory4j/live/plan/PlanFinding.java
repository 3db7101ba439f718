package io.inventory4j.live.plan;

import io.inventory4j.stock.Bounds;
import java.util.Objects;

/**
 * Something that whoever prepares a sale has to know about one line.
 *
 * @param kind what was found
 * @param subject the SKU, location or time that it is about
 * @param planned what the plan says, in units; 0 where it is nothing to count
 * @param actual what the stock says, likewise
 */
public record PlanFinding(Kind kind, String subject, long planned, long actual) {
    /** How bad it is, the worst first. */
    public enum Severity {
        /** The sale cannot open so. */
        BLOCKER,
        /** The sale can open, and something will be missing or other than planned. */
        WARNING,
        /** Worth a look. */
        NOTE
    }

    /** What was found. */
    public enum Kind {
        /** The stock has no such line: of the SKU, at its location. */
        UNKNOWN_SKU(Severity.BLOCKER),
        /** Less may be sold than the allotment. */
        SHORT(Severity.BLOCKER),
        /** Less may be sold of a kit's part than all kits and the part's own line need. */
        PART_SHORT(Severity.BLOCKER),
        /** There are fewer gifts than the allotment would take. */
        GIFT_SHORT(Severity.WARNING),
        /** Nothing can be sold of the backup. */
        BACKUP_SOLD_OUT(Severity.WARNING),
        /** Less is withheld than the safety stock of the plan. */
        SAFETY_NOT_SET(Severity.WARNING),
        /** The line does not take orders. */
        NOT_OPEN(Severity.WARNING),
        /** The window of the stock line is another than that of the plan. */
        WINDOW_DIFFERS(Severity.WARNING),
        /** Another location has less than it should be able to give. */
        TRANSFER_SHORT(Severity.WARNING),
        /** More or less is on hand than the plan says. */
        ON_HAND_DIFFERS(Severity.NOTE),
        /** The cap of the sale is below its allotment, of which a part can never be sold. */
        CAP_BELOW_ALLOTMENT(Severity.NOTE);

        private final Severity severity;

        Kind(Severity severity) {
            this.severity = severity;
        }

        /**
         * How bad it is.
         *
         * @return the severity
         */
        public Severity severity() {
            return severity;
        }
    }

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a number is out of bounds
     */
    public PlanFinding {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        Bounds.floor("planned", planned);
        Bounds.floor("actual", actual);
    }

    /**
     * How bad it is.
     *
     * @return the severity of its kind
     */
    public Severity severity() {
        return kind.severity();
    }
}
