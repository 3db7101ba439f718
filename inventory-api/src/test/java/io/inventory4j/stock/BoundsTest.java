package io.inventory4j.stock;

import static io.inventory4j.stock.Bounds.MAX_QUANTITY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Absent;
import io.inventory4j.Refused;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 9. */
final class BoundsTest {
    private static final String EMOJI = "\uD83D\uDE00";

    @Test
    void rule_9_4_theLargestQuantityIsExactInADouble() {
        assertEquals(9_007_199_254_740_991L, MAX_QUANTITY);
        assertEquals(MAX_QUANTITY, (long) (double) MAX_QUANTITY);
    }

    @Test
    void rule_9_4_quantitiesStartAtOne() {
        assertEquals(1, Bounds.quantity("units", 1));
        assertEquals(MAX_QUANTITY, Bounds.quantity("units", MAX_QUANTITY));
        for (long wrong : new long[] {0, -1, Long.MIN_VALUE, MAX_QUANTITY + 1, Long.MAX_VALUE}) {
            Refused.argument(() -> Bounds.quantity("units", wrong), "units is " + wrong, "from 1 to " + MAX_QUANTITY);
        }
    }

    @Test
    void rule_9_6_limitsStartAtZero() {
        assertEquals(0, Bounds.limit("limit", 0));
        assertEquals(1, Bounds.limit("limit", 1));
        assertEquals(MAX_QUANTITY, Bounds.limit("limit", MAX_QUANTITY));
        for (long wrong : new long[] {-1, Long.MIN_VALUE, MAX_QUANTITY + 1, Long.MAX_VALUE}) {
            Refused.argument(() -> Bounds.limit("limit", wrong), "limit is " + wrong, "from 0 to " + MAX_QUANTITY);
        }
    }

    @Test
    void rule_9_5_floorsGoBothWays() {
        for (long floor : new long[] {-MAX_QUANTITY, -1, 0, 1, MAX_QUANTITY}) {
            assertEquals(floor, Bounds.floor("floor", floor));
        }
        for (long wrong : new long[] {-MAX_QUANTITY - 1, Long.MIN_VALUE, MAX_QUANTITY + 1, Long.MAX_VALUE}) {
            Refused.argument(
                    () -> Bounds.floor("floor", wrong),
                    "floor is " + wrong,
                    "from " + -MAX_QUANTITY + " to " + MAX_QUANTITY);
        }
    }

    @Test
    void howManyIsAtLeastOne() {
        assertEquals(1, Bounds.max("max", 1));
        assertEquals(Integer.MAX_VALUE, Bounds.max("max", Integer.MAX_VALUE));
        for (int wrong : new int[] {0, -1, Integer.MIN_VALUE}) {
            Refused.argument(() -> Bounds.max("max", wrong), "max is " + wrong, "from 1 to " + Integer.MAX_VALUE);
        }
    }

    @Test
    void sizesHaveBothEnds() {
        for (int size : new int[] {2, 3, 5}) {
            assertEquals(size, Bounds.size("lines", size, 2, 5));
        }
        for (int wrong : new int[] {-1, 0, 1, 6}) {
            Refused.argument(() -> Bounds.size("lines", wrong, 2, 5), "lines has " + wrong, "2 to 5");
        }
    }

    @Test
    void numbersHaveBothEnds() {
        for (long value : new long[] {-3, 0, 7}) {
            assertEquals(value, Bounds.within("number", value, -3, 7));
        }
        for (long wrong : new long[] {-4, 8, Long.MIN_VALUE, Long.MAX_VALUE}) {
            Refused.argument(() -> Bounds.within("number", wrong, -3, 7), "number is " + wrong, "from -3 to 7");
        }
    }

    @Test
    void rule_9_7_holdsAreOneMillisecondTo400Days() {
        assertEquals(Duration.ofMillis(1), Bounds.hold("holdFor", Duration.ofMillis(1)));
        assertEquals(Duration.ofDays(400), Bounds.hold("holdFor", Duration.ofDays(400)));
        assertEquals(Duration.ofNanos(1_001_000), Bounds.hold("holdFor", Duration.ofNanos(1_000_001)));
        assertEquals(Duration.ofNanos(1_999_001_000), Bounds.hold("holdFor", Duration.ofNanos(1_999_000_999)));
        assertEquals(Duration.ofSeconds(2), Bounds.hold("holdFor", Duration.ofNanos(1_999_999_001)));
        for (Duration wrong : new Duration[] {
            Duration.ZERO,
            Duration.ofNanos(999_999),
            Duration.ofMillis(-1),
            Duration.ofDays(400).plusNanos(1),
            Duration.ofSeconds(Long.MAX_VALUE)
        }) {
            Refused.argument(() -> Bounds.hold("holdFor", wrong), "holdFor is " + wrong, "PT0.001S", "PT9600H");
        }
        Refused.absent("holdFor", () -> Bounds.hold("holdFor", Absent.value()));
    }

    @Test
    void aDurationIsCheckedAgainstBothEnds() {
        Duration least = Duration.ofMillis(1);
        Duration most = Duration.ofMinutes(10);
        assertEquals(least, Bounds.within("timeout", least, least, most));
        assertEquals(most, Bounds.within("timeout", most, least, most));
        for (Duration wrong : new Duration[] {Duration.ZERO, most.plusNanos(1)}) {
            Refused.argument(
                    () -> Bounds.within("timeout", wrong, least, most), "timeout is " + wrong, "PT0.001S", "PT10M");
        }
        Refused.absent("timeout", () -> Bounds.within("timeout", Absent.value(), least, most));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                " ",
                "~",
                " a ",
                "\u00A0",
                "\u00AD",
                "a\u0308",
                "\u200D",
                "\u2028",
                "\u202E",
                "\uFEFF",
                "\uE000",
                "\uFFFF",
                "\uFDD0",
                "\u0378",
                EMOJI,
                "\uD83D\uDC69\u200D\uD83D\uDC67",
                "\uDBFF\uDFFF",
                "a;1:b"
            })
    void rule_9_1_textIsTakenAsItIs(String text) {
        assertSame(text, Bounds.text("sku", text));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x09, 0x0A, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F})
    void rule_9_1_controlCharactersAreRefusedAtEveryPlace(int control) {
        String c = Character.toString(control);
        String code = String.format("U+%04X", control);
        Refused.argument(() -> Bounds.text("sku", c), "sku", code, "index 0", "control");
        Refused.argument(() -> Bounds.text("sku", "ab" + c), "sku", code, "index 2", "control");
        Refused.argument(() -> Bounds.text("sku", EMOJI + c + "b"), "sku", code, "index 2", "control");
        Refused.argument(() -> Bounds.text("sku", "x".repeat(500) + c), "sku", code, "index 500");
    }

    @Test
    void rule_9_1_loneSurrogatesAreRefused() {
        String high = "\uD83D";
        String low = "\uDE00";
        Refused.argument(() -> Bounds.text("sku", high), "sku", "U+D83D", "index 0", "lone surrogate");
        Refused.argument(() -> Bounds.text("sku", low), "sku", "U+DE00", "index 0", "lone surrogate");
        Refused.argument(() -> Bounds.text("sku", low + high), "U+DE00", "index 0");
        Refused.argument(() -> Bounds.text("sku", high + high + low), "U+D83D", "index 0");
        Refused.argument(() -> Bounds.text("sku", high + low + low), "U+DE00", "index 2");
        Refused.argument(() -> Bounds.text("sku", "ab" + high + "c"), "U+D83D", "index 2");
        Refused.argument(() -> Bounds.text("sku", EMOJI + high), "U+D83D", "index 2");
    }

    @Test
    void rule_9_1_lengthIsCountedInCodePoints() {
        for (String unit : new String[] {"x", "\u00E9", EMOJI}) {
            for (int length : new int[] {1, 2, 199, 200}) {
                String text = unit.repeat(length);
                assertSame(text, Bounds.text("sku", text));
            }
            for (int length : new int[] {201, 400, 10_000}) {
                Refused.argument(
                        () -> Bounds.text("sku", unit.repeat(length)),
                        "sku '" + unit.repeat(40) + "…' has " + length + " code points",
                        "at most 200");
            }
        }
        assertEquals(200, Bounds.MAX_TEXT);
        assertEquals(400, Bounds.text("sku", EMOJI.repeat(200)).length());
    }

    @Test
    void rule_9_1_textIsNeitherEmptyNorAbsent() {
        Refused.argument(() -> Bounds.text("buyer", ""), "buyer is empty", "1 to 200");
        Refused.absent("buyer", () -> Bounds.text("buyer", Absent.value()));
    }

    @Test
    void rule_1_10_aPersonalTextIsInNoMessage() {
        String secret = "ann@example.org";
        assertEquals(secret, Bounds.personal("owner", secret));
        assertEquals(400, Bounds.personal("owner", EMOJI.repeat(200)).length());
        for (String wrong : List.of(secret + "x".repeat(200), secret + "\n", secret + "\uD83D")) {
            String message =
                    String.valueOf(assertThrows(IllegalArgumentException.class, () -> Bounds.personal("owner", wrong))
                            .getMessage());
            assertTrue(message.startsWith("owner has "), message);
            assertFalse(message.contains("ann"), message);
        }
        Refused.argument(() -> Bounds.personal("owner", EMOJI.repeat(201)), "owner has 201", "at most 200");
        Refused.argument(() -> Bounds.personal("owner", ""), "owner is empty");
        Refused.absent("owner", () -> Bounds.personal("owner", Absent.value()));
    }
}
