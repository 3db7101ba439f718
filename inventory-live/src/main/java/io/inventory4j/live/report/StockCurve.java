package io.inventory4j.live.report;

import java.util.List;

/**
 * How a line's stock went. Minutes in which nothing changed have no point: the one before goes on.
 *
 * @param minutesPerPoint how many minutes a point stands for: 1, or a higher power of two where there was more to keep
 *     than the points allowed
 * @param points oldest first
 */
public record StockCurve(int minutesPerPoint, List<CurvePoint> points) {
    /** Copies the list. */
    public StockCurve {
        points = List.copyOf(points);
    }
}
