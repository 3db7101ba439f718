package io.inventory4j.examples.replay.live;

import io.inventory4j.RefusalListener;
import io.inventory4j.RefusedDemand;
import io.inventory4j.live.demand.LostDemand;
import java.time.Duration;

/** What buyers could not get, as the inventory tells it: about ten times a second, so the end is waited for. */
public final class HeardDemand implements RefusalListener {
    /** Days of many articles are kept apart by article and minute. */
    private static final int KEYS = 100_000;

    private static final int MINUTES = 10_080;

    private final LostDemand demand = LostDemand.create(KEYS, MINUTES);
    private long heard;

    @Override
    public void onRefused(RefusedDemand refused) {
        demand.onRefused(refused);
        synchronized (this) {
            heard += refused.requests();
            notifyAll();
        }
    }

    /**
     * What was heard.
     *
     * @return by article, reason, limit, channel and minute
     */
    public LostDemand demand() {
        return demand;
    }

    /**
     * Waits until so many refused requests were heard, or none was for a while.
     *
     * @param requests how many buyers were told no
     * @param silence how long to wait for another one
     * @return whether so many were heard
     */
    public synchronized boolean await(long requests, Duration silence) throws InterruptedException {
        long end = System.nanoTime() + silence.toNanos();
        long before = heard;
        for (long left = silence.toNanos(); heard < requests && left > 0; left = end - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
            if (heard > before) {
                before = heard;
                end = System.nanoTime() + silence.toNanos();
            }
        }
        return heard >= requests;
    }
}
