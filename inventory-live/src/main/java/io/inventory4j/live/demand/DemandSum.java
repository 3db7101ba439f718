package io.inventory4j.live.demand;

import io.inventory4j.Reason;
import io.inventory4j.stock.Bounds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts that rows are added to; sums stop at the largest quantity. For one thread. */
final class DemandSum {
    private long requests;
    private long units;
    private long beside;

    void add(DemandRow row) {
        requests = sum(requests, row.requests());
        units = sum(units, row.units());
        beside = sum(beside, row.unitsBeside());
    }

    void add(DemandSum other) {
        requests = sum(requests, other.requests);
        units = sum(units, other.units);
        beside = sum(beside, other.beside);
    }

    /** How much more this is than another, which this one began with. */
    DemandSum since(DemandSum before) {
        DemandSum more = new DemandSum();
        more.requests = requests - before.requests;
        more.units = units - before.units;
        more.beside = beside - before.beside;
        return more;
    }

    long requests() {
        return requests;
    }

    boolean isNone() {
        return requests == 0 && units == 0 && beside == 0;
    }

    /** These counts of one SKU. */
    DemandRow row(
            @Nullable Instant minute,
            @Nullable String sku,
            Reason reason,
            @Nullable String rule,
            @Nullable String channel) {
        return new DemandRow(minute, sku, reason, rule, channel, requests, units, beside);
    }

    private static long sum(long one, long other) {
        return Math.min(one + other, Bounds.MAX_QUANTITY);
    }
}
