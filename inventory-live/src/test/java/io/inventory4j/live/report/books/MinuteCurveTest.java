package io.inventory4j.live.report.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.live.report.CurvePoint;
import io.inventory4j.live.report.StockCurve;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MinuteCurveTest {
    private static final long SEED = 99;

    /** Whatever the bound, the curve ends with what there is, its points grow, and each is what was so by its end. */
    @Test
    void aCurveHasAtMostItsPointsAndIsTrue() {
        Random random = new Random(SEED);
        for (int most = 2; most < 40; most += 3) {
            MinuteCurve curve = new MinuteCurve(most);
            List<long[]> all = new ArrayList<>();
            Instant at = Instant.parse("2025-11-11T12:00:30Z");
            for (int step = 0; step < 500; step++) {
                at = at.plusSeconds(random.nextInt(400));
                long available = random.nextInt(50);
                all.add(new long[] {at.getEpochSecond(), available, step});
                curve.add(at, available, step);
            }
            StockCurve kept = curve.curve();
            String where = "seed " + SEED + ", " + most + " points";
            assertTrue(kept.points().size() <= most && kept.points().size() > most / 3, where);
            for (CurvePoint point : kept.points()) {
                long end = point.at().getEpochSecond() + kept.minutesPerPoint() * 60L;
                long[] last = all.stream()
                        .filter(one -> one[0] < end)
                        .reduce((one, next) -> next)
                        .orElseThrow();
                assertEquals(last[1], point.available(), where);
                assertEquals(last[2], point.sold(), where);
            }
        }
    }
}
