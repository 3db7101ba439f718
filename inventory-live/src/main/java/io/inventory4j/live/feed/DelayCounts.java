package io.inventory4j.live.feed;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * Counts delays in buckets whose width grows with the delay: 16 to each power of two, so that a percentile is at most a
 * 16th above the true one. From 1 ns to 36 minutes; what is longer counts in the last bucket, and the longest is kept
 * as it is. Thread-safe.
 *
 * <p>HdrHistogram, which the benchmarks use, is not a named module and has no name in its manifest, and a module that
 * is published must not require the name of a file.
 */
final class DelayCounts {
    private static final int STEP_BITS = 4;
    private static final int STEPS = 1 << STEP_BITS;
    private static final int POWERS = 41;
    private static final int BUCKETS = (POWERS - STEP_BITS + 1) * STEPS;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    void add(long nanos) {
        long delay = Math.max(0, nanos);
        counts.getAndIncrement(bucket(delay));
        longest.accumulate(delay);
    }

    private static int bucket(long delay) {
        if (delay < STEPS) {
            return (int) delay;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(delay) - STEP_BITS;
        return (int) Math.min(BUCKETS - 1, ((long) shift << STEP_BITS) + (delay >>> shift));
    }

    /** The longest delay of a bucket. */
    private static long end(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int shift = (bucket >> STEP_BITS) - 1;
        return ((long) (bucket - (shift << STEP_BITS) + 1) << shift) - 1;
    }

    DelayPercentiles percentiles() {
        long[] seen = new long[BUCKETS];
        long all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen[i] = counts.get(i);
            all += seen[i];
        }
        long most = longest.get();
        return new DelayPercentiles(
                all,
                delay(seen, all, 0.5, most),
                delay(seen, all, 0.9, most),
                delay(seen, all, 0.99, most),
                delay(seen, all, 0.999, most),
                Duration.ofNanos(most));
    }

    private static Duration delay(long[] seen, long all, double part, long most) {
        long below = 0;
        for (int i = 0; i < BUCKETS; i++) {
            below += seen[i];
            if (below > 0 && below >= Math.ceil(all * part)) {
                return Duration.ofNanos(i == BUCKETS - 1 ? most : Math.min(end(i), most));
            }
        }
        return Duration.ZERO;
    }
}
