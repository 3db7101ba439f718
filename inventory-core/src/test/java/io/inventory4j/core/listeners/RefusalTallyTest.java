package io.inventory4j.core.listeners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Reason;
import io.inventory4j.RefusedDemand;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.Together;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals counted in place: exact whoever counts and drains at the same time, within a bound. */
@Timeout(120)
class RefusalTallyTest {
    private static final int CALLERS = 8;
    private static final int EACH = 50_000;

    /** Counts of one kind: requests, units, units beside. */
    private record Counts(long requests, long units, long beside) {
        Counts plus(Counts other) {
            return new Counts(requests + other.requests, units + other.units, beside + other.beside);
        }
    }

    private static String kind(RefusedDemand told) {
        return told.minute() + " " + told.key() + " " + told.reason() + " " + told.rule() + " " + told.channel() + " "
                + told.region();
    }

    private static void addTo(Map<String, Counts> sums, RefusedDemand told) {
        sums.merge(kind(told), new Counts(told.requests(), told.units(), told.unitsBeside()), Counts::plus);
    }

    /** Adds random counts, and keeps a list of its own of them. */
    private static Map<String, Counts> caller(RefusalTally tally, long seed) {
        Random random = new Random(seed);
        Map<String, Counts> own = new TreeMap<>();
        for (int i = 0; i < EACH; i++) {
            long minute = random.nextInt(3);
            StockKey key = StockKey.of("SKU-" + random.nextInt(20), random.nextInt(4) == 0 ? "room" : StockKey.MAIN);
            Reason reason = random.nextBoolean() ? Reason.OUT_OF_STOCK : Reason.LIMIT_REACHED;
            @Nullable String rule = random.nextInt(3) == 0 ? "rule-" + random.nextInt(2) : null;
            @Nullable String channel = random.nextInt(3) == 0 ? null : "room-" + random.nextInt(3);
            @Nullable String region = random.nextInt(3) == 0 ? "north" : null;
            long units = 1L + random.nextInt(5);
            boolean here = random.nextInt(4) > 0;
            RefusedDemand one = new RefusedDemand(
                    Instant.ofEpochSecond(60 * minute),
                    key,
                    reason,
                    rule,
                    channel,
                    region,
                    here ? 1 : 0,
                    here ? units : 0,
                    here ? 0 : units);
            tally.add(minute, key, reason, rule, channel, region, one.requests(), one.units(), one.unitsBeside());
            addTo(own, one);
        }
        return own;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16})
    void countsAreExactWhileOthersCountAndOneDrains(int stripes) {
        long seed = new Random().nextLong();
        RefusalTally tally = new RefusalTally(RefusedDemand.MOST_APART, stripes);
        AtomicInteger counting = new AtomicInteger(CALLERS);
        Map<String, Counts> drained = new TreeMap<>();
        List<Map<String, Counts>> added = Together.run(CALLERS + 1, thread -> {
            if (thread == CALLERS) {
                while (counting.get() > 0) {
                    tally.drain().counts().forEach(told -> addTo(drained, told));
                }
                return new TreeMap<>();
            }
            try {
                return caller(tally, seed + thread);
            } finally {
                counting.decrementAndGet();
            }
        });
        RefusalTally.Drained last = tally.drain();
        last.counts().forEach(told -> addTo(drained, told));
        Map<String, Counts> expected = new TreeMap<>();
        added.forEach(own -> own.forEach((kind, counts) -> expected.merge(kind, counts, Counts::plus)));
        assertEquals(expected, drained, () -> "seed " + seed);
        assertEquals(0, last.withoutLine());
        assertEquals(List.of(), tally.drain().counts());
    }

    @Test
    void whatDoesNotFitIsAddedUpByItsReason() {
        long seed = new Random().nextLong();
        int most = 5;
        RefusalTally tally = new RefusalTally(most, 4);
        List<Map<String, Counts>> added = Together.run(CALLERS, thread -> caller(tally, seed + thread));
        RefusalTally.Drained all = tally.drain();
        Counts wanted = new Counts(0, 0, 0);
        for (Map<String, Counts> own : added) {
            for (Counts counts : own.values()) {
                wanted = wanted.plus(counts);
            }
        }
        Counts told = new Counts(0, 0, 0);
        long withoutLine = 0;
        List<RefusedDemand> named = new ArrayList<>();
        for (RefusedDemand one : all.counts()) {
            told = told.plus(new Counts(one.requests(), one.units(), one.unitsBeside()));
            if (one.key() == null) {
                withoutLine += one.requests();
                assertEquals(null, one.channel());
                assertEquals(Instant.ofEpochSecond(120), one.minute(), () -> "seed " + seed);
            } else {
                named.add(one);
            }
        }
        assertEquals(wanted, told, () -> "seed " + seed);
        assertEquals(withoutLine, all.withoutLine());
        assertTrue(named.size() >= most && named.size() <= 4 * most, () -> named.size() + " kinds, seed " + seed);
    }

    @Test
    void theBoundHoldsForAsManyKindsAsItSays() {
        RefusalTally tally = new RefusalTally(RefusedDemand.MOST_APART);
        for (int i = 0; i < RefusedDemand.MOST_APART + 1; i++) {
            tally.add(0, StockKey.of("SKU-" + i), Reason.OUT_OF_STOCK, null, null, null, 1, 2, 0);
        }
        RefusalTally.Drained all = tally.drain();
        assertEquals(RefusedDemand.MOST_APART + 1, all.counts().size());
        assertEquals(1, all.withoutLine());
    }

    @Test
    void sumsOfUnitsStopAtTheLargestQuantity() {
        RefusalTally tally = new RefusalTally(10);
        for (int i = 0; i < 3; i++) {
            tally.add(-1, StockKey.of("A"), Reason.OUT_OF_STOCK, null, null, null, 1, Bounds.MAX_QUANTITY, 0);
        }
        RefusedDemand told = tally.drain().counts().get(0);
        assertEquals(3, told.requests());
        assertEquals(Bounds.MAX_QUANTITY, told.units());
        assertEquals(Instant.EPOCH.minusSeconds(60), told.minute());
    }
}
