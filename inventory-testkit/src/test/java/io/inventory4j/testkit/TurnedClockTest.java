package io.inventory4j.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TurnedClockTest {
    private final TurnedClock clock = new TurnedClock();

    @Test
    void standsStillUntilItIsTurned() {
        assertEquals(TurnedClock.START, clock.instant());
        assertEquals(TurnedClock.START.plusSeconds(5), clock.advance(Duration.ofSeconds(5)));
        assertEquals(TurnedClock.START.plusSeconds(5), clock.instant());
    }

    @Test
    void isNotTurnedBack() {
        assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofNanos(-1)));
    }

    @Test
    void countsEveryTurnOfEveryThread() {
        Together.run(8, thread -> clock.advance(Duration.ofSeconds(1)));
        assertEquals(TurnedClock.START.plusSeconds(8), clock.instant());
    }
}
