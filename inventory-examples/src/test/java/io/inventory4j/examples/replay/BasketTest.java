package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BasketTest {
    private static Basket basket() {
        Map<String, Long> lines = new LinkedHashMap<>();
        lines.put("a", 10L);
        lines.put("b", 5L);
        return new Basket(lines);
    }

    @Test
    void aLineIsLoweredToWhatRemains() {
        Basket basket = basket();
        assertEquals(Map.of("a", 7L), basket.cut("a@main", List.of("a"), 3));
        assertEquals(Map.of("a", 3L, "b", 5L), basket.lines());
    }

    @Test
    void aLineThatIsShortASecondTimeIsDropped() {
        Basket basket = basket();
        basket.cut("a@main", List.of("a"), 3);
        assertEquals(Map.of("a", 3L), basket.cut("a@main", List.of("a"), 2));
        assertEquals(Map.of("b", 5L), basket.lines());
    }

    @Test
    void aLimitOverSeveralLinesKeepsTheFirstOnes() {
        Basket basket = basket();
        assertEquals(Map.of("b", 3L), basket.cut("limit", List.of("a", "b"), 12));
        assertEquals(Map.of("a", 10L, "b", 2L), basket.lines());
    }

    @Test
    void nothingLeftIsAnEmptyBasket() {
        Basket basket = basket();
        basket.cut("limit", List.of("a", "b"), 0);
        assertEquals(Map.of(), basket.lines());
    }
}
