package io.inventory4j.examples.replay.live;

import io.inventory4j.RefusalListener;
import io.inventory4j.RefusedDemand;
import io.inventory4j.live.demand.LostDemand;
import io.inventory4j.live.report.LimitHit;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What buyers could not get, as the inventory tells it: about ten times a second, so the end is waited for. */
public final class HeardDemand implements RefusalListener {
    /** Days of many articles are kept apart by article and minute. */
    private static final int KEYS = 100_000;

    private static final int MINUTES = 10_080;

    /** Which limit refused which article. */
    private record Limited(String rule, String sku) {}

    private final LostDemand demand = LostDemand.create(KEYS, MINUTES);
    private final Map<Limited, LimitHit> limits = new HashMap<>();
    private long heard;

    @Override
    public void onRefused(RefusedDemand refused) {
        demand.onRefused(refused);
        synchronized (this) {
            heard += refused.requests();
            // Without requests it is of lines beside those that were refused.
            if (refused.rule() != null && refused.key() != null && refused.requests() > 0) {
                Limited by = new Limited(refused.rule(), refused.key().sku());
                LimitHit hit = new LimitHit(by.rule, by.sku, refused.requests(), refused.units());
                limits.merge(by, hit, HeardDemand::sum);
            }
            notifyAll();
        }
    }

    private static LimitHit sum(LimitHit one, LimitHit other) {
        return new LimitHit(one.limit(), one.sku(), one.hits() + other.hits(), one.units() + other.units());
    }

    /**
     * The purchase limits that refused orders of this run.
     *
     * @return by limit and article, sorted
     */
    public synchronized List<LimitHit> limits() {
        return limits.values().stream()
                .sorted(Comparator.comparing(LimitHit::limit).thenComparing(LimitHit::sku))
                .toList();
    }

    /**
     * What was heard.
     *
     * @return by article, reason, channel and minute
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
