package io.inventory4j.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.inventory4j.Refused;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class AlertLevelsTest {
    private static final Instant AT = Instant.parse("2025-11-11T00:00:00Z");
    private static final StockKey KEY = StockKey.of("A");
    private static final AlertLevels LEVELS = AlertLevels.percentOfOpening(20, 10, 0);

    private static StockLevel level(long version, long available, long opening) {
        return new StockLevel(KEY, available, 0, 0, 0, 0, 0, 0, version, SaleState.OPEN, Window.NONE, opening, false);
    }

    /** The names of the alerts that a step sets off, such as "Low 20". */
    private static List<String> alerts(AlertLevels levels, StockLevel before, StockLevel after) {
        List<String> names = new ArrayList<>();
        for (Alert alert : levels.crossedBetween(before, after, AT)) {
            assertSame(after, alert.level());
            assertEquals(AT, alert.at());
            String kind = alert.getClass().getSimpleName();
            names.add(alert instanceof Alert.Low low ? kind + " " + low.percent() : kind);
        }
        return names;
    }

    private static List<String> of100(long before, long after) {
        return alerts(LEVELS, level(4, before, 100), level(5, after, 100));
    }

    private static List<String> withoutOpening(long before, long after) {
        return alerts(LEVELS, level(4, before, 0), level(5, after, 0));
    }

    @Test
    void percentagesAreSortedAndChecked() {
        assertEquals(List.of(20, 10, 0), AlertLevels.standard().percentages());
        assertEquals(
                List.of(99, 50, 7, 0),
                AlertLevels.percentOfOpening(7, 0, 50, 99, 7, 0).percentages());
        assertEquals(List.of(), AlertLevels.percentOfOpening().percentages());
        Refused.argument(() -> AlertLevels.percentOfOpening(20, -1), "percentage is -1", "0 to 99");
        Refused.argument(() -> AlertLevels.percentOfOpening(100), "percentage is 100", "0 to 99");
    }

    @Test
    void aLevelIsCrossedWhenItIsReached() {
        assertEquals(List.of(), of100(22, 21));
        assertEquals(List.of("Low 20"), of100(21, 20));
        assertEquals(List.of(), of100(20, 19));
        assertEquals(List.of("Low 10"), of100(11, 10));
        assertEquals(List.of("SoldOut"), of100(1, 0));
    }

    @Test
    void aPercentageIsNotRounded() {
        assertEquals(List.of(), alerts(LEVELS, level(4, 3, 14), level(5, 3, 14)));
        assertEquals(List.of("Low 20"), alerts(LEVELS, level(4, 3, 14), level(5, 2, 14)));
        assertEquals(List.of(), alerts(LEVELS, level(4, 4, 16), level(5, 4, 16)));
        assertEquals(List.of("Low 20"), alerts(LEVELS, level(4, 4, 16), level(5, 3, 16)));
    }

    @Test
    void severalLevelsAreCrossedInOrder() {
        assertEquals(List.of("Low 20", "Low 10"), of100(50, 5));
        assertEquals(List.of("Low 20", "Low 10", "SoldOut"), of100(50, 0));
        assertEquals(List.of("Low 20", "Low 10", "SoldOut", "Shortfall"), of100(50, -1));
    }

    @Test
    void aShortfallIsACrossingOfItsOwn() {
        assertEquals(List.of("SoldOut", "Shortfall"), of100(1, -1));
        assertEquals(List.of("Shortfall"), of100(0, -1));
        assertEquals(List.of(), of100(-1, -2));
        assertEquals(List.of(), of100(-2, 0));
    }

    @Test
    void aRestockArmsTheLevelsAgain() {
        assertEquals(List.of("BackInStock"), of100(0, 1));
        assertEquals(List.of("BackInStock"), of100(-3, 50));
        assertEquals(List.of(), of100(5, 50));
        assertEquals(List.of("Low 20"), of100(50, 15));
    }

    @Test
    void aLineWithoutOpeningStillSellsOut() {
        assertEquals(List.of("SoldOut"), withoutOpening(5, 0));
        assertEquals(List.of("SoldOut", "Shortfall"), withoutOpening(5, -1));
        assertEquals(List.of("BackInStock"), withoutOpening(0, 5));
        assertEquals(List.of(), withoutOpening(5, 1));
    }

    @Test
    void theFirstReceiptIsNoAlert() {
        assertEquals(List.of(), alerts(LEVELS, StockLevel.empty(KEY), level(1, 100, 100)));
        assertEquals(List.of(), alerts(LEVELS, StockLevel.empty(KEY), level(1, 1, 1)));
        assertEquals(List.of(), alerts(LEVELS, StockLevel.empty(KEY), level(1, 0, 0)));
    }

    @Test
    void aNewOpeningMovesTheLevels() {
        assertEquals(List.of("Low 20", "Low 10"), alerts(LEVELS, level(4, 50, 100), level(5, 50, 1_000)));
        assertEquals(List.of("Low 20"), alerts(LEVELS, level(4, 20, 0), level(5, 20, 100)));
        assertEquals(List.of(), alerts(LEVELS, level(4, 20, 100), level(5, 20, 50)));
        assertEquals(List.of(), alerts(LEVELS, level(4, 20, 100), level(5, 20, 0)));
        assertEquals(List.of(), alerts(LEVELS, level(4, 0, 100), level(5, 0, 50)));
    }

    @Test
    void whatMovesElsewhereIsNoAlert() {
        StockLevel before = level(4, 5, 100);
        StockLevel after = new StockLevel(KEY, 5, 0, 0, 7, 0, 0, 0, 5, SaleState.STOPPED, Window.NONE, 100, false);
        assertEquals(List.of(), alerts(LEVELS, before, after));
    }

    @Test
    void theLargestOpeningDoesNotOverflow() {
        AlertLevels near = AlertLevels.percentOfOpening(99);
        StockLevel full = level(4, Bounds.MAX_QUANTITY, Bounds.MAX_QUANTITY);
        assertEquals(List.of(), alerts(near, full, level(5, Bounds.MAX_QUANTITY - 1, Bounds.MAX_QUANTITY)));
        assertEquals(List.of("Low 99"), alerts(near, full, level(5, 1, Bounds.MAX_QUANTITY)));
    }

    @Test
    void withoutTheSoldOutLevelThereIsNoSoldOut() {
        AlertLevels only = AlertLevels.percentOfOpening(50);
        assertEquals(List.of("Low 50"), alerts(only, level(4, 100, 100), level(5, 0, 100)));
    }

    /** However the stock moves, what was crossed downwards is crossed upwards before it is crossed downwards again. */
    @Property(tries = 500)
    void eachCrossingMakesOneAlert(
            @ForAll @IntRange(min = 1, max = 40) int opening,
            @ForAll @Size(max = 40) List<@IntRange(min = -3, max = 45) Integer> levels) {
        boolean[] below = new boolean[101];
        boolean shortfall = false;
        StockLevel before = level(1, opening, opening);
        for (int available : levels) {
            StockLevel after = level(before.version() + 1, available, opening);
            List<String> expected = new ArrayList<>();
            for (int percent : LEVELS.percentages()) {
                boolean now = available <= opening * percent / 100.0;
                if (now && !below[percent]) {
                    expected.add(percent == 0 ? "SoldOut" : "Low " + percent);
                }
                if (percent == 0 && !now && below[0]) {
                    expected.add("BackInStock");
                }
                below[percent] = now;
            }
            if (available < 0 && !shortfall) {
                expected.add("Shortfall");
            }
            shortfall = available < 0;
            assertEquals(expected, alerts(LEVELS, before, after));
            before = after;
        }
    }
}
