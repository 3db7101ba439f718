package io.inventory4j.live.report;

import java.time.Instant;
import java.util.Objects;

/**
 * A point of a {@link StockCurve}.
 *
 * @param at the begin of the point's minutes
 * @param available units that could be promised when they ended
 * @param sold units sold by then, less those given back, since the books began
 */
public record CurvePoint(Instant at, long available, long sold) {
    /** Checks that the time is there. */
    public CurvePoint {
        Objects.requireNonNull(at, "at");
    }
}
