package io.inventory4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.inventory4j.Bounds;
import io.inventory4j.ledger.CounterValue;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedCounterTest {
    private static final long INT = Integer.MAX_VALUE;

    @Test
    void everyValueComesBackAsItWas() {
        Instant end = Instant.parse("2025-11-11T20:00:00Z");
        for (Instant forgetAfter : new Instant[] {null, end, Instant.MIN}) {
            for (long used : List.of(0L, 1L, INT, INT + 1, Bounds.MAX_QUANTITY)) {
                CounterValue value = new CounterValue(used, forgetAfter);
                assertEquals(value, PackedCounter.unpack(PackedCounter.pack(value)));
            }
        }
    }

    @Test
    void noRowIsStoredTwice() {
        CounterValue value = new CounterValue(1, null);
        assertNotSame(PackedCounter.pack(value), PackedCounter.pack(value));
    }

    @Test
    void whatIsNoCounterStandsForNone() {
        assertNull(PackedCounter.unpack(null));
        assertNull(PackedCounter.unpack(Cell.DEAD));
    }
}
