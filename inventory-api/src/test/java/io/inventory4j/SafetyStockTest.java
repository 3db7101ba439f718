package io.inventory4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class SafetyStockTest {
    private static StockLevel opened(long opening) {
        return new StockLevel(StockKey.of("A"), 3, 0, 0, 0, 0, 0, 0, 1, SaleState.OPEN, Window.NONE, opening, false);
    }

    private static long percent(int percent, long opening) {
        return SafetyStock.percentOfOpening(percent).unitsOf(opened(opening));
    }

    @Test
    void aPartOfAUnitIsAWholeOne() {
        assertEquals(0, percent(5, 0));
        assertEquals(1, percent(5, 1));
        assertEquals(1, percent(5, 20));
        assertEquals(2, percent(5, 21));
        assertEquals(0, percent(0, 1_000));
        assertEquals(1_000, percent(100, 1_000));
        assertEquals(Bounds.MAX_QUANTITY, percent(100, Bounds.MAX_QUANTITY));
    }

    @Property(tries = 1_000)
    void isTheLeastThatIsEnough(
            @ForAll @IntRange(max = 100) int percent, @ForAll @LongRange(max = Bounds.MAX_QUANTITY) long opening) {
        long units = percent(percent, opening);
        assertEquals(true, units * 100 >= opening * percent);
        assertEquals(true, units == 0 || (units - 1) * 100 < opening * percent);
    }

    @Test
    void fixedUnitsAreWhatTheyAre() {
        for (long units : new long[] {0, 1, Bounds.MAX_QUANTITY}) {
            assertEquals(units, SafetyStock.units(units).unitsOf(opened(1)));
        }
    }

    @Test
    void bothAreBounded() {
        Refused.argument(() -> SafetyStock.units(-1), "units is -1", 0, Bounds.MAX_QUANTITY);
        Refused.argument(() -> SafetyStock.units(Bounds.MAX_QUANTITY + 1), "units", Bounds.MAX_QUANTITY);
        Refused.argument(() -> SafetyStock.percentOfOpening(-1), "percent is -1", "0 to 100");
        Refused.argument(() -> SafetyStock.percentOfOpening(101), "percent is 101", "0 to 100");
    }
}
