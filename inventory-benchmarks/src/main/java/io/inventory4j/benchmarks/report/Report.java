package io.inventory4j.benchmarks.report;

import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.benchmarks.measure.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the results into a folder: {@code results.csv}, {@code turns.csv}, {@code report.md} and a chart for each figure of a scene. */
public final class Report {
    /** The name of the file with all rows. */
    static final String CSV = "results.csv";

    /** The name of the file with all turns. */
    static final String TURNS = "turns.csv";

    /** The name of the file with the tables. */
    static final String TABLES = "report.md";

    private Report() {}

    /**
     * Writes all files.
     *
     * @return the tables, for the terminal
     */
    public static String write(Path folder, String heading, Results results) throws IOException {
        Files.createDirectories(folder);
        CsvFile.write(folder.resolve(CSV), results.rows());
        CsvFile.writeTurns(folder.resolve(TURNS), results.turns());
        StringBuilder text = new StringBuilder(heading).append("\n\n").append(Tables.of(results.rows()));
        results.skipped().forEach(note -> text.append("- ").append(note).append('\n'));
        Files.writeString(folder.resolve(TABLES), text, StandardCharsets.UTF_8);
        Map<String, List<Row>> scenes = new LinkedHashMap<>();
        results.rows()
                .forEach(row -> scenes.computeIfAbsent(row.bench(), bench -> new ArrayList<>())
                        .add(row));
        for (Map.Entry<String, List<Row>> scene : scenes.entrySet()) {
            charts(folder, scene.getKey(), scene.getValue());
        }
        return text.toString();
    }

    private static void charts(Path folder, String bench, List<Row> rows) throws IOException {
        new Chart(bench + ": orders a second, more is better", "orders a second", Row::rate)
                .write(folder.resolve(bench + "-rate.svg"), rows);
        new Chart(bench + ": latency that 99 of 100 calls keep, less is better", "microseconds", Row::p99Micros)
                .write(folder.resolve(bench + "-p99.svg"), rows);
        extra(folder, bench, rows, "redis_cpu_us", "Redis' processor time an order, less is better", "microseconds");
        extra(folder, bench, rows, "bytes", "memory, less is better", "bytes");
        extra(folder, bench, rows, "store_calls_per_second", "calls of the store, less is better", "calls a second");
    }

    private static void extra(Path folder, String bench, List<Row> rows, String field, String title, String unit)
            throws IOException {
        new Chart(bench + ": " + title, unit, row -> row.more().getOrDefault(field, Double.NaN))
                .write(folder.resolve(bench + "-" + field.replace('_', '-') + ".svg"), rows);
    }
}
