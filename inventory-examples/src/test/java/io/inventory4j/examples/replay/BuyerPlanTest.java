package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BuyerPlanTest {
    private static List<BuyerPlan> plans(long seed, int carts) {
        return IntStream.range(0, carts)
                .mapToObj(cart -> BuyerPlan.draw(seed, cart))
                .toList();
    }

    @Test
    void theSeedDecidesEverything() {
        assertEquals(plans(1, 50), plans(1, 50));
        assertNotEquals(plans(1, 50), plans(2, 50));
        assertNotEquals(plans(1, 50), plans(-1, 50));
    }

    @Test
    void theSharesAddUpAndAreDrawn() {
        assertEquals(
                100,
                Arrays.stream(BuyerPlan.Fate.values())
                        .mapToInt(fate -> fate.percent)
                        .sum());
        Map<BuyerPlan.Fate, Integer> drawn = new EnumMap<>(BuyerPlan.Fate.class);
        plans(2011, 10_000).forEach(plan -> drawn.merge(plan.fate(), 1, Integer::sum));
        for (BuyerPlan.Fate fate : BuyerPlan.Fate.values()) {
            int times = drawn.getOrDefault(fate, 0);
            assertTrue(Math.abs(times - fate.percent * 100) < 200, () -> fate + " was drawn " + times + " times");
        }
    }

    @Test
    void aPaymentInTimeComesBeforeTheHoldEndsHoweverFarWorkersAreApart() {
        assertTrue(plans(2011, 1_000).stream()
                .allMatch(plan -> plan.payAfter().plus(SaleRules.APART).compareTo(SaleRules.HOLD) < 0));
    }
}
