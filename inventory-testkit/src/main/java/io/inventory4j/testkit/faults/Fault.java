package io.inventory4j.testkit.faults;

/** What may become of one call on its way to a store and back. */
public enum Fault {
    /** Nothing was sent, and the caller knows (rule 10.1, NONE). */
    NOT_SENT,
    /** The request was lost on its way: UNKNOWN, and nothing happened. */
    REQUEST_LOST,
    /** It happened, and the answer was lost: UNKNOWN. */
    ANSWER_LOST,
    /** UNKNOWN to the caller, and the request arrives later, in between other calls. */
    REQUEST_LATE,
    /** The request arrives twice. */
    DUPLICATED,
    /** Other calls overtake it, or its answer comes late; nothing else goes wrong. */
    DELAYED
}
