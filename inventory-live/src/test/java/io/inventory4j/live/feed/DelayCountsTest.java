package io.inventory4j.live.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Percentiles, beside those of the sorted delays. */
class DelayCountsTest {
    @Test
    void aPercentileIsAtMostASixteenthAboveTheTrueOne() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            DelayCounts counts = new DelayCounts();
            long[] delays = new long[1 + random.nextInt(500)];
            for (int i = 0; i < delays.length; i++) {
                delays[i] = random.nextLong() >>> (23 + random.nextInt(41));
                counts.add(delays[i]);
            }
            Arrays.sort(delays);
            DelayPercentiles found = counts.percentiles();
            String message = "seed " + seed + " round " + round;
            assertEquals(delays.length, found.count(), message);
            assertEquals(delays[delays.length - 1], found.longest().toNanos(), message);
            near(delays, 0.5, found.median(), message);
            near(delays, 0.9, found.p90(), message);
            near(delays, 0.99, found.p99(), message);
            near(delays, 0.999, found.p999(), message);
        }
    }

    private static void near(long[] sorted, double part, Duration found, String message) {
        long exact = sorted[(int) Math.ceil(sorted.length * part) - 1];
        assertTrue(found.toNanos() >= exact, message + ": " + found + " is below " + exact);
        assertTrue(found.toNanos() <= exact + exact / 16, message + ": " + found + " is far above " + exact);
    }

    @Test
    void noDelaysAreNoneAndWhatIsOutOfBoundsCounts() {
        DelayCounts counts = new DelayCounts();
        assertEquals(Duration.ZERO, counts.percentiles().p99());
        counts.add(-5);
        assertEquals(Duration.ZERO, counts.percentiles().longest());
        counts.add(Long.MAX_VALUE);
        assertEquals(2, counts.percentiles().count());
        assertEquals(Duration.ofNanos(Long.MAX_VALUE), counts.percentiles().p999());
    }
}
