package io.inventory4j.benchmarks.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What one turn of a subject gave.
 *
 * @param rate orders a second
 * @param orders how many orders that were
 * @param nanos how long each call took
 * @param more further values, such as a server's processor time an order
 */
public record Measured(double rate, long orders, Histogram nanos, Map<String, Double> more) {
    public static Measured of(long orders, double seconds, Histogram nanos) {
        return new Measured(orders / seconds, orders, nanos, Map.of());
    }

    /** The same with one value more. */
    public Measured with(String name, double value) {
        Map<String, Double> values = new LinkedHashMap<>(more);
        values.put(name, value);
        return new Measured(rate, orders, nanos, values);
    }
}
