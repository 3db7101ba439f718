package io.inventory4j.live.report.books;

import io.inventory4j.live.report.CurvePoint;
import io.inventory4j.live.report.StockCurve;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A line's stock by minute, in a bounded number of points. When there are more, two neighbours become one, and each
 * point stands for twice as many minutes. Points lie at whole multiples of that since 1970, so which ones are kept
 * depends on the entries only, and not on when they were read.
 */
final class MinuteCurve {
    private final int most;
    private final List<long[]> points = new ArrayList<>();
    private int minutes = 1;

    MinuteCurve(int most) {
        this.most = most;
    }

    /** A time before the last one, of a store whose clock went back, counts as the last one. */
    void add(Instant at, long available, long sold) {
        long slot = Math.floorDiv(Math.floorDiv(at.getEpochSecond(), 60L), (long) minutes);
        if (!points.isEmpty() && points.get(points.size() - 1)[0] >= slot) {
            long[] last = points.get(points.size() - 1);
            last[1] = available;
            last[2] = sold;
            return;
        }
        points.add(new long[] {slot, available, sold});
        while (points.size() > most) {
            coarsen();
        }
    }

    private void coarsen() {
        minutes *= 2;
        List<long[]> fewer = new ArrayList<>();
        for (long[] point : points) {
            point[0] = Math.floorDiv(point[0], 2L);
            if (!fewer.isEmpty() && fewer.get(fewer.size() - 1)[0] == point[0]) {
                fewer.set(fewer.size() - 1, point);
            } else {
                fewer.add(point);
            }
        }
        points.clear();
        points.addAll(fewer);
    }

    StockCurve curve() {
        return new StockCurve(
                minutes,
                points.stream()
                        .map(point ->
                                new CurvePoint(Instant.ofEpochSecond(point[0] * minutes * 60), point[1], point[2]))
                        .toList());
    }
}
