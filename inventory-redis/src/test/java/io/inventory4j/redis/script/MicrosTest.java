package io.inventory4j.redis.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Times and durations as the scripts count them, in microseconds. */
class MicrosTest {
    private static final long LAST = (1L << 53) - 2;

    @Test
    void timeIsCutToMicrosecondsAndBack() {
        Instant time = Instant.parse("2026-11-23T10:15:30.123456789Z");
        assertEquals(1_795_428_930_123_456L, Micros.of(time));
        assertEquals(Instant.parse("2026-11-23T10:15:30.123456Z"), Micros.instant(Micros.of(time)));
        Instant before1970 = Instant.parse("1969-12-31T23:59:59.999999Z");
        assertEquals(-1, Micros.of(before1970));
        assertEquals(before1970, Micros.instant(-1));
    }

    @Test
    void timeThatLuaCannotCountIsItsLast() {
        assertEquals(LAST, Micros.of(Instant.MAX));
        assertEquals(-LAST, Micros.of(Instant.MIN));
        assertEquals(LAST, Micros.end(Instant.MAX));
        assertEquals(Micros.NEVER, Micros.end(null));
    }

    @Test
    void aCounterIsNotForgottenBeforeItsEnd() {
        assertEquals(1_000_001, Micros.end(Instant.ofEpochSecond(1, 1)));
        assertEquals(1_000_000, Micros.end(Instant.ofEpochSecond(1)));
        assertEquals(2_000_000, Micros.end(Instant.ofEpochSecond(1, 999_999_001)));
    }

    @Test
    void aHoldIsNotShorterThanAsked() {
        assertEquals(1, Micros.of(Duration.ofNanos(1)));
        assertEquals(1, Micros.of(Duration.ofNanos(1_000)));
        assertEquals(2, Micros.of(Duration.ofNanos(1_001)));
        assertEquals(1_000_000, Micros.of(Duration.ofNanos(999_999_001)));
        assertEquals(900_000_000, Micros.of(Duration.ofMinutes(15)));
        assertEquals(LAST, Micros.of(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)));
    }
}
