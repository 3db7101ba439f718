package io.inventory4j.live.feed;

import io.inventory4j.Health;
import io.inventory4j.Inventory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The delays of one feed. */
final class Delays {
    private static final Logger LOG = LoggerFactory.getLogger(Delays.class);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Inventory inventory;
    private final DelayCounts toNode = new DelayCounts();
    private final DelayCounts toReader = new DelayCounts();
    private final DelayCounts toStream = new DelayCounts();
    private long looked;
    private @Nullable Object seen;

    Delays(Inventory inventory) {
        this.inventory = inventory;
        looked = System.nanoTime() - LOOK_NANOS;
    }

    /** Asks the inventory how late its feed is, unless it was asked a moment ago. Called by one thread. */
    void lookAtFeed() {
        long now = System.nanoTime();
        if (now - looked < LOOK_NANOS) {
            return;
        }
        looked = now;
        try {
            Health.Worker feed = inventory.health().worker(Health.FEED).orElse(null);
            if (feed != null
                    && feed.lastSuccess() != null
                    && !feed.failing()
                    && !feed.lastSuccess().equals(seen)) {
                seen = feed.lastSuccess();
                toNode.add(feed.lag().toNanos());
            }
        } catch (RuntimeException e) {
            LOG.debug("The inventory did not say how late its feed is", e);
        }
    }

    void toReader(long nanos) {
        toReader.add(nanos);
    }

    void toStream(long nanos) {
        toStream.add(nanos);
    }

    FeedDelays all() {
        return new FeedDelays(toNode.percentiles(), toReader.percentiles(), toStream.percentiles());
    }
}
