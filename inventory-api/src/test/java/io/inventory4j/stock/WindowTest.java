package io.inventory4j.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Refused;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final Instant EIGHT = Instant.parse("2026-11-11T20:00:00Z");
    private static final Instant NINE = Instant.parse("2026-11-11T21:00:00Z");

    @Test
    void theFirstInstantBelongsToItAndTheLastDoesNot() {
        Window window = new Window(EIGHT, NINE);
        assertFalse(window.isOpen(EIGHT.minusNanos(1)));
        assertTrue(window.isOpen(EIGHT));
        assertTrue(window.isOpen(NINE.minusNanos(1)));
        assertFalse(window.isOpen(NINE));
    }

    @Test
    void anEdgeThatIsNotSetIsNoBound() {
        assertTrue(Window.from(EIGHT).isOpen(Instant.MAX));
        assertFalse(Window.from(EIGHT).isOpen(Instant.MIN));
        assertTrue(Window.until(NINE).isOpen(Instant.MIN));
        assertFalse(Window.until(NINE).isOpen(Instant.MAX));
        assertTrue(Window.NONE.isOpen(Instant.MAX) && Window.NONE.isOpen(Instant.MIN));
        assertTrue(Window.from(EIGHT).hasEdge() && Window.until(EIGHT).hasEdge());
        assertFalse(Window.NONE.hasEdge());
    }

    @Test
    void itIsMadeOfMilliseconds() {
        assertSame(Window.NONE, Window.ofMillis(null, null));
        assertEquals(new Window(EIGHT, NINE), Window.ofMillis(EIGHT.toEpochMilli(), NINE.toEpochMilli()));
        assertEquals(Window.from(Instant.EPOCH), Window.ofMillis(0L, null));
        assertEquals(Window.until(Instant.EPOCH), Window.ofMillis(null, 0L));
    }

    @Test
    void edgesAreWholeMillisecondsOfTheYears1970To9999InOrder() {
        Instant last = Instant.parse("9999-12-31T23:59:59.999Z");
        assertEquals(last, new Window(Instant.EPOCH, last).closesAt());
        Refused.argument(() -> Window.from(Instant.EPOCH.minusMillis(1)), "opensAt", "1970");
        Refused.argument(() -> Window.until(last.plusMillis(1)), "closesAt", "9999");
        Refused.argument(() -> Window.from(EIGHT.plusNanos(1)), "opensAt", "milliseconds");
        Refused.argument(() -> Window.until(EIGHT.plusNanos(999_999)), "closesAt", "milliseconds");
        Refused.argument(() -> new Window(EIGHT, EIGHT), "opensAt", "closesAt");
        Refused.argument(() -> new Window(NINE, EIGHT), "opensAt", "closesAt");
    }

    @Test
    void aLineIsOpenWhereItsStateAndItsWindowAre() {
        StockKey key = StockKey.of("A");
        StockLevel level =
                new StockLevel(key, 1, 0, 0, 0, 0, 0, 0, 1, SaleState.OPEN, new Window(EIGHT, NINE), 1, false);
        assertTrue(level.openAt(EIGHT));
        assertFalse(level.openAt(NINE));
        StockLevel frozen =
                new StockLevel(key, 1, 0, 0, 0, 0, 0, 0, 1, SaleState.NO_NEW, new Window(EIGHT, NINE), 1, false);
        assertFalse(frozen.openAt(EIGHT));
    }
}
