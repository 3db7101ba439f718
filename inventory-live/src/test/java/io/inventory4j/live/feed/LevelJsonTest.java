package io.inventory4j.live.feed;

import static io.inventory4j.live.feed.Levels.level;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form, and every character. */
class LevelJsonTest {
    private static String text(String text) {
        StringBuilder json = new StringBuilder();
        LevelJson.text(json, text);
        return json.toString();
    }

    private static String json(Visibility visibility, StockLevel level) {
        var shown =
                new ShownLevel(level.key(), visibility.show(level), level.saleState(), level.window(), level.version());
        return new String(LevelJson.of(shown, visibility.showsVersion()), StandardCharsets.UTF_8);
    }

    /** What a parser of JSON makes of a string, as RFC 8259 says. */
    private static String parsed(String json) {
        assertTrue(json.length() >= 2 && json.startsWith("\"") && json.endsWith("\""), json);
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < json.length() - 1; i++) {
            char c = json.charAt(i);
            assertTrue(c >= ' ' && c != '"', json);
            if (c != '\\') {
                text.append(c);
            } else if (json.charAt(++i) == 'u') {
                text.append((char) Integer.parseInt(json.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                assertTrue("\"\\".indexOf(json.charAt(i)) >= 0, json);
                text.append(json.charAt(i));
            }
        }
        return text.toString();
    }

    @Test
    void everyCharacterComesThroughAndNoneIsLeftThatEndsALineOrMarkup() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            // Alone, before a letter, and twice; so a high surrogate stands alone in each.
            for (String text : List.of("" + (char) c, (char) c + "a", "a" + (char) c + (char) c)) {
                String json = text(text);
                assertEquals(text, parsed(json), Integer.toHexString(c));
                assertTrue(
                        json.chars()
                                .noneMatch(one -> one < ' '
                                        || (one >= 0x7f && one <= 0x9f)
                                        || "<>&'\u2028\u2029\ufeff".indexOf(one) >= 0
                                        || Character.isSurrogate((char) one)),
                        json);
            }
        }
    }

    @Test
    void aPairOfSurrogatesStaysOneCharacterAndHalvesAreEscaped() {
        assertEquals("\"\ud83d\ude00\"", text("\ud83d\ude00"));
        assertEquals("\"\\ude00\\ud83d\"", text("\ude00\ud83d"));
        assertEquals("\"\\ud83d\ud83d\ude00\"", text("\ud83d\ud83d\ude00"));
        assertEquals("\"口红\"", text("口红"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "\"},{\"sku\":\"x",
                "a\\",
                "\u2028data: x",
                "=cmd|' /C calc'!A0",
                "\u202eKCITSPIL",
                "id: 7",
                "': onerror=alert(1)"
            })
    void aHostileNameStaysAName(String sku) {
        String json = json(Visibility.units(), level(StockKey.of(sku, sku), 1, 1));
        assertTrue(json.startsWith("{\"sku\":" + text(sku) + ",\"location\":" + text(sku) + ",\"state\":\"OPEN\","));
        assertEquals(sku, parsed(text(sku)));
        assertFalse(json.contains("\n") || json.contains("<"), json);
    }

    @Test
    void eachFormHasItsFields() {
        Instant opens = Instant.parse("2026-11-28T12:00:00Z");
        Window window = new Window(opens, opens.plusSeconds(1));
        StockLevel level =
                new StockLevel(StockKey.of("A", "room"), 7, 6, 5, 4, 3, 2, 1, 99, SaleState.NO_NEW, window, 50, true);
        String head = "{\"sku\":\"A\",\"location\":\"room\",\"state\":\"NO_NEW\",\"opensAt\":\"2026-11-28T12:00:00Z\","
                + "\"closesAt\":\"2026-11-28T12:00:01Z\",";
        assertEquals(
                head + "\"available\":7,\"reserved\":6,\"committed\":5,\"safety\":4,\"qualityControl\":3,"
                        + "\"damaged\":2,\"incoming\":1,\"opening\":50,\"version\":99}",
                json(Visibility.buckets(), level));
        assertEquals(head + "\"units\":7,\"version\":99}", json(Visibility.units(), level));
        assertEquals(head + "\"units\":5}", json(Visibility.units().withBuffer(2), level));
        assertEquals(head + "\"inStock\":true}", json(Visibility.yesOrNo(), level));
        Visibility few = Visibility.bands(List.of(new StockBand(0, "\"few\"")));
        assertEquals(head + "\"band\":\"\\\"few\\\"\"}", json(few, level));
    }

    @Test
    void inABandNothingDependsOnTheExactNumber() {
        Visibility bands = Visibility.bands(List.of(new StockBand(0, "sold out"), new StockBand(1, "in stock")));
        String first = json(bands, level(Levels.LIPSTICK, 1, 1));
        for (long units : List.of(2L, 99L, 123_456_789L)) {
            assertEquals(first, json(bands, level(Levels.LIPSTICK, units, units)));
        }
    }
}
