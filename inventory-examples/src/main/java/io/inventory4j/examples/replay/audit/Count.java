package io.inventory4j.examples.replay.audit;

/** What is counted of each article, in units. */
public enum Count {
    /** On the shelf before the sale. */
    OPENING,
    /** Found by the warehouse while the sale ran. */
    RECEIVED,
    /** Missed by the warehouse while the sale ran. */
    WRITTEN_OFF,
    /** Given to a line of the live sale at its opening; below 0 for the line that gave it. */
    ALLOTTED,
    /** Moved to a line by an operation of the live sale, or back at its end; below 0 for the line that gave it. */
    MOVED,
    /** Asked for by the files. */
    ASKED,
    /** Held though not asked for: the gift of a kit, and what counts the kits themselves. */
    GIVEN,
    /** Asked for, and another article taken in its place, as the sale was switched to that. */
    REPLACED,
    /** Taken in the place of another article. */
    REPLACING,
    /** Asked for and never held: sold out, over a limit, not open, or not in the plan. */
    REFUSED,
    /** Reserved. */
    HELD,
    /** Of these, reserved a second time because the payment came after the hold had run out. */
    REACQUIRED,
    /** Paid for. */
    CONFIRMED,
    /** Held, and given back by the buyer. */
    RELEASED,
    /** Held, and given back because the time ran out. */
    EXPIRED,
    /** Paid for, and given back before shipment. */
    CANCELLED,
    /** Sent to the buyer. */
    SHIPPED,
    /** Sent to the buyer in this run, and come back. */
    RETURNED,
    /** Come back, but sold before this run. */
    RETURNED_EARLIER
}
