package io.inventory4j.benchmarks.measure;

import java.util.Arrays;
import java.util.Collection;

/** Figures of several rounds. */
public final class Statistics {
    private Statistics() {}

    /** The middle value, the mean of the two middle ones of an even number, NaN of none; NaN values are left out. */
    public static double median(Collection<Double> values) {
        double[] sorted = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public static double median(double... values) {
        return median(Arrays.stream(values).boxed().toList());
    }

    /** The smallest value, NaN of none. */
    public static double least(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    /** The largest value, NaN of none. */
    public static double most(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }
}
