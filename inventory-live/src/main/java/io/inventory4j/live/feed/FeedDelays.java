package io.inventory4j.live.feed;

import java.util.Objects;

/**
 * How long a change takes from its commit to the terminals, in two parts that follow each other.
 *
 * <p>The first part ends where this node hears of the change. Levels carry no time, so it is taken from the inventory's
 * own {@linkplain io.inventory4j.Health health}, at most ten times a second: the age of the newest change when it was
 * heard of, by the clocks of the store and of the node, and so only as good as these agree. The second part is measured
 * by this node's own clock, from there to the reader, and for streams until the bytes are handed to the system. A level
 * that a reader did not get, because it got a newer one instead, counts until that newer one. One delivery in 16 is
 * measured. What the network needs after that is not in it.
 *
 * @param commitToNode from the commit until this node heard of it; nothing over a ledger that cannot be watched
 * @param nodeToReader from there until a reader had it
 * @param nodeToStream from there until a stream had written it
 */
public record FeedDelays(DelayPercentiles commitToNode, DelayPercentiles nodeToReader, DelayPercentiles nodeToStream) {
    /** Checks that everything is there. */
    public FeedDelays {
        Objects.requireNonNull(commitToNode, "commitToNode");
        Objects.requireNonNull(nodeToReader, "nodeToReader");
        Objects.requireNonNull(nodeToStream, "nodeToStream");
    }
}
