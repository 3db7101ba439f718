package io.inventory4j.live.feed;

/** Why a {@link LevelStream} has ended. */
public enum StreamEnd {
    /** The reader or its feed was closed. */
    CLOSED,
    /** The stream could not be written to: as a rule, the client has gone. */
    GONE,
    /** The client did not read for so long that it was cut off. */
    STUCK,
    /** The thread was interrupted, and still is. */
    INTERRUPTED
}
