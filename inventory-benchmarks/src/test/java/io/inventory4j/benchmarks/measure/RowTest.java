package io.inventory4j.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RowTest {
    @Test
    void theLineHasAllFieldsInTheirOrder() {
        Row row = new Row("redis-hot", "inventory", 64, 54_321.6, 1_234.5, 9.87654, 1.25, 0.333333, Map.of());

        assertEquals(
                "bench=redis-hot subject=inventory callers=64 rate=54322 p50_us=1235 p99_us=9.877 ratio_to_peer=1.25"
                        + " ratio_to_limit=0.3333",
                row.line());
    }

    @Test
    void aFieldWithoutAValueIsLeftOut() {
        Row row = new Row(
                "feed-redis-1000",
                "one-round-trip",
                1,
                10,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Map.of());

        assertEquals("bench=feed-redis-1000 subject=one-round-trip callers=1 rate=10", row.line());
    }

    @Test
    void furtherValuesFollowTheFixedFields() {
        assertEquals(
                "bench=footprint subject=inventory-line bytes=206",
                Row.of("footprint", "inventory-line", Map.of("bytes", 206.0)).line());
    }

    @Test
    void numbersAreNeverWrittenWithAnExponent() {
        assertEquals("0.00001234", Row.number(0.000_012_341));
        assertEquals("123456789", Row.number(123_456_789.4));
        assertEquals("0", Row.number(0));
        assertEquals("100", Row.number(100));
    }

    @Test
    void aNameWithABlankWouldBreakTheLine() {
        assertThrows(IllegalArgumentException.class, () -> Row.of("footprint", "two words", Map.of()));
    }
}
