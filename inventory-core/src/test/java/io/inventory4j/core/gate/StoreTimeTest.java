package io.inventory4j.core.gate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.stock.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a node knows of the store's time without asking (rules 4.6 and 10.4). */
class StoreTimeTest {
    private static final Instant EIGHT = Instant.parse("2026-11-11T20:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicLong nanos = new AtomicLong();
    private final StoreTime time = new StoreTime(nanos::get);

    @Test
    void rule_4_6_aNodeThatSoldNothingKnowsByAChangeThatAWindowHasOpened() {
        Window from = Window.from(EIGHT);
        assertFalse(time.isOpen(from));
        time.passed(EIGHT.minusMillis(1));
        assertFalse(time.isOpen(from));
        time.passed(EIGHT.plusMillis(4));
        assertTrue(time.isOpen(from));
        time.passed(EIGHT.minus(HOUR));
        assertTrue(time.isOpen(from), "a change that is heard of late");
    }

    @Test
    void rule_4_6_noTimeThatRunsHereOpensAWindow() {
        time.learn(EIGHT.minusSeconds(1), 0, 0);
        nanos.addAndGet(Duration.ofDays(1).toNanos());
        assertFalse(time.isOpen(Window.from(EIGHT)));
    }

    @Test
    void rule_4_6_whetherAWindowIsStillOpenNeedsAnAnswerOfTheStore() {
        Window until = Window.until(EIGHT.plus(HOUR));
        time.passed(EIGHT);
        assertFalse(time.isOpen(until));
        time.learn(EIGHT, nanos.get(), nanos.get());
        assertTrue(time.isOpen(until));
        nanos.addAndGet(HOUR.minusSeconds(61).toNanos());
        assertTrue(time.isOpen(until));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertFalse(time.isOpen(until), "the last minute is the store's");
    }

    @Test
    void aLineWithoutAWindowIsOpen() {
        assertTrue(time.isOpen(Window.NONE));
    }
}
