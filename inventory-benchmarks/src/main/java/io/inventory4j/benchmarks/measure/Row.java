package io.inventory4j.benchmarks.measure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One result. A number that is NaN has no value.
 *
 * @param bench the scene, and its store if it has several
 * @param subject what was measured; a word without blanks
 * @param callers how many called at a time, or how many calls were in flight; 0 if that means nothing here
 * @param rate orders a second, the median of the rounds
 * @param p50Micros the median latency of a call, microseconds
 * @param p99Micros the latency that 99 percent of the calls do not exceed, microseconds
 * @param ratioToPeer the median, over the rounds, of the rate divided by the peer's of the same round
 * @param ratioToLimit the same with the limit
 * @param more further values by name, such as {@code redis_cpu_us}
 */
public record Row(
        String bench,
        String subject,
        int callers,
        double rate,
        double p50Micros,
        double p99Micros,
        double ratioToPeer,
        double ratioToLimit,
        Map<String, Double> more) {
    private static final MathContext FOUR_DIGITS = new MathContext(4);

    public Row {
        if (!bench.matches("\\S+") || !subject.matches("\\S+")) {
            throw new IllegalArgumentException(
                    "no word without blanks: bench '" + bench + "', subject '" + subject + "'");
        }
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }

    /** A row of values that are no rates. */
    public static Row of(String bench, String subject, Map<String, Double> values) {
        return new Row(bench, subject, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, values);
    }

    /** All fields in the order in which they are printed, without those that have no value. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("bench", bench);
        fields.put("subject", subject);
        if (callers > 0) {
            fields.put("callers", Integer.toString(callers));
        }
        put(fields, "rate", rate);
        put(fields, "p50_us", p50Micros);
        put(fields, "p99_us", p99Micros);
        put(fields, "ratio_to_peer", ratioToPeer);
        put(fields, "ratio_to_limit", ratioToLimit);
        more.forEach((name, value) -> put(fields, name, value));
        return fields;
    }

    private static void put(Map<String, String> fields, String name, double value) {
        if (Double.isFinite(value)) {
            fields.put(name, number(value));
        }
    }

    /** A number with four digits that count; from 1,000 on, with all digits before the point. */
    public static String number(double value) {
        if (Math.abs(value) >= 1_000) {
            return Long.toString(Math.round(value));
        }
        return new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros().toPlainString();
    }

    /** The line for machines. */
    public String line() {
        StringBuilder line = new StringBuilder();
        fields().forEach((name, value) ->
                line.append(line.isEmpty() ? "" : " ").append(name).append('=').append(value));
        return line.toString();
    }
}
