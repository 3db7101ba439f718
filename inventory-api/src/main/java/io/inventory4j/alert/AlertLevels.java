package io.inventory4j.alert;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The thresholds whose crossing makes an alert. Percentages refer to a line's opening quantity; a line without one has
 * no percentages but still sells out. Stateless: a crossing shows in two levels of a line. Immutable, thread-safe.
 *
 * @param percentages from 0 (sold out) to 99, highest first, without repeats
 */
public record AlertLevels(List<Integer> percentages) {
    private static final AlertLevels DEFAULT = percentOfOpening(20, 10, 0);

    /**
     * Checks and sorts the percentages.
     *
     * @throws IllegalArgumentException if one is out of 0 to 99
     */
    public AlertLevels {
        for (int percent : percentages) {
            Bounds.within("percentage", percent, 0, 99);
        }
        percentages = percentages.stream().distinct().sorted((a, b) -> b - a).toList();
    }

    /**
     * Alerts when what may be promised falls to one of these percentages of the opening quantity, 0 meaning sold out.
     *
     * @param percentages from 0 to 99, in any order
     * @return the levels
     */
    public static AlertLevels percentOfOpening(int... percentages) {
        return new AlertLevels(Arrays.stream(percentages).boxed().toList());
    }

    /**
     * The three levels of a live sale: 20 percent, 10 percent, sold out.
     *
     * @return the levels
     */
    public static AlertLevels standard() {
        return DEFAULT;
    }

    /**
     * The alerts that a change of a line sets off, in the order in which the levels were crossed. A line's first
     * receipt sets off none.
     *
     * @param before a level of a line
     * @param after a later level of the same line
     * @param at when the line came to the later level
     * @return the alerts, mostly none
     */
    public List<Alert> crossedBetween(StockLevel before, StockLevel after, Instant at) {
        if (before.available() == after.available() && before.opening() == after.opening()) {
            return List.of();
        }
        List<Alert> alerts = new ArrayList<>(2);
        for (int percent : percentages) {
            if (reached(after, percent) && !reached(before, percent)) {
                alerts.add(percent == 0 ? new Alert.SoldOut(after, at) : new Alert.Low(after, at, percent));
            }
        }
        if (after.available() < 0 && before.available() >= 0) {
            alerts.add(new Alert.Shortfall(after, at));
        }
        if (after.available() > 0 && before.available() <= 0 && before.version() > 0) {
            alerts.add(new Alert.BackInStock(after, at));
        }
        return alerts;
    }

    /**
     * Whether a level has reached a threshold.
     *
     * @param level the level
     * @param percent the threshold, 0 to 99
     * @return true if what is available is at or below the percentage of the opening; for 0, if nothing is available
     */
    public static boolean reached(StockLevel level, int percent) {
        if (percent == 0) {
            return level.available() <= 0;
        }
        // A line that has no opening yet is above every percentage: its first receipt must not look like a crossing.
        return level.opening() > 0 && level.available() * 100 <= level.opening() * percent;
    }
}
