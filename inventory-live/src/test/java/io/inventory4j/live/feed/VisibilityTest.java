package io.inventory4j.live.feed;

import static io.inventory4j.live.feed.Levels.LIPSTICK;
import static io.inventory4j.live.feed.Levels.level;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.live.feed.Visibility.Form;
import io.inventory4j.stock.Bounds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bands and buffers at each edge, and what must not leak. */
class VisibilityTest {
    private static final Visibility BANDS = Visibility.bands(List.of(
            new StockBand(0, "sold out"),
            new StockBand(1, "few left"),
            new StockBand(6, "under 10"),
            new StockBand(10, "in stock")));

    @ParameterizedTest
    @CsvSource({
        "-5, 0, 0, sold out, false",
        "0, 0, 0, sold out, false",
        "1, 0, 1, few left, true",
        "5, 0, 5, few left, true",
        "6, 0, 6, under 10, true",
        "9, 0, 9, under 10, true",
        "10, 0, 10, in stock, true",
        "9007199254740991, 0, 9007199254740991, in stock, true",
        "-9007199254740991, 9007199254740991, 0, sold out, false",
        "2, 3, 0, sold out, false",
        "3, 3, 0, sold out, false",
        "4, 3, 1, few left, true",
        "8, 3, 5, few left, true",
        "9, 3, 6, under 10, true",
        "13, 3, 10, in stock, true"
    })
    void whatIsAvailableLessTheBufferIsShown(long available, long buffer, long units, String band, boolean inStock) {
        var level = level(LIPSTICK, available, 1);
        assertEquals(
                new ShownStock.Units(units),
                Visibility.units().withBuffer(buffer).show(level));
        assertEquals(new ShownStock.InBand(band), BANDS.withBuffer(buffer).show(level));
        assertEquals(
                new ShownStock.InStock(inStock),
                Visibility.yesOrNo().withBuffer(buffer).show(level));
        assertEquals(new ShownStock.Buckets(level), Visibility.buckets().show(level));
    }

    @Test
    void onlyThoseWhoSeeExactNumbersSeeTheVersion() {
        assertTrue(Visibility.buckets().showsVersion());
        assertTrue(Visibility.units().showsVersion());
        assertFalse(Visibility.units().withBuffer(1).showsVersion());
        assertFalse(BANDS.showsVersion());
        assertFalse(Visibility.yesOrNo().showsVersion());
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        StockBand all = new StockBand(0, "all");
        assertThrows(IllegalArgumentException.class, () -> Visibility.bands(List.of()));
        assertThrows(IllegalArgumentException.class, () -> Visibility.bands(List.of(new StockBand(1, "some"))));
        assertThrows(IllegalArgumentException.class, () -> Visibility.bands(List.of(all, all)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Visibility.bands(List.of(all, new StockBand(5, "b"), new StockBand(4, "c"))));
        assertThrows(IllegalArgumentException.class, () -> new Visibility(Form.UNITS, 0, List.of(all)));
        assertThrows(IllegalArgumentException.class, () -> Visibility.units().withBuffer(-1));
        assertThrows(IllegalArgumentException.class, () -> Visibility.units().withBuffer(Bounds.MAX_QUANTITY + 1));
        assertThrows(IllegalArgumentException.class, () -> Visibility.buckets().withBuffer(1));
        assertThrows(IllegalArgumentException.class, () -> new StockBand(-1, "x"));
        assertThrows(IllegalArgumentException.class, () -> new StockBand(0, ""));
        assertThrows(IllegalArgumentException.class, () -> new StockBand(0, "a\nb"));
    }
}
