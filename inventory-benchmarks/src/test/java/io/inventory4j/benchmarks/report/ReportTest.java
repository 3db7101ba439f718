package io.inventory4j.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.benchmarks.measure.Contest;
import io.inventory4j.benchmarks.measure.Measured;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.benchmarks.measure.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final List<Row> ROWS = List.of(
            new Row("redis-hot", "inventory", 1, 5_612, 170, 300, 0.85, 0.03, Map.of("redis_cpu_us", 75.7)),
            new Row("redis-hot", "inventory", 64, 34_704, 1_800, 4_000, 0.65, 0.2, Map.of("redis_cpu_us", 24.1)),
            new Row("redis-hot", "lua-by-hand", 1, 6_616, 150, 260, 1, 0.04, Map.of("redis_cpu_us", 64.4)),
            Row.of("footprint", "inventory-reservation", Map.of("bytes", 206.0)),
            Row.of("footprint", "maps-by-hand-reservation", Map.of("bytes", 120.0)));

    @TempDir
    Path folder;

    private String tables = "";

    @BeforeEach
    void write() throws Exception {
        Results results = new Results(silent(), silent());
        ROWS.forEach(results::add);
        results.skip("virtual-redis", "no virtual threads");
        new Contest("turned", new Plan(Plan.Mode.TINY, 1, 1, 1, 1, Set.of()))
                .add("us", 2, round -> new Measured(round + 2_000, 1, new Histogram(3), Map.of()))
                .run(results);
        tables = Report.write(folder, "heading", results);
    }

    private static PrintStream silent() {
        return new PrintStream(OutputStream.nullOutputStream());
    }

    @Test
    void theCsvFileGivesTheSameRows() throws IOException {
        assertEquals(ROWS, CsvFile.read(folder.resolve(Report.CSV)).subList(0, ROWS.size()));
    }

    @Test
    void everyTurnHasALineAlsoThoseThatWarmUp() throws IOException {
        assertEquals(
                List.of("bench,subject,callers,round,rate", "turned,us,2,-1,1999", "turned,us,2,0,2000"),
                Files.readAllLines(folder.resolve(Report.TURNS)));
    }

    @Test
    void theTablesHaveEverySceneAndWhatWasSkipped() {
        assertTrue(tables.startsWith("heading\n"), tables);
        assertTrue(tables.contains("**redis-hot**"), tables);
        assertTrue(tables.contains("| inventory   |      64 | 34704 |"), tables);
        assertTrue(tables.contains("- skipped: virtual-redis: no virtual threads"), tables);
    }

    @Test
    void thereIsAChartForEachFigureOfAScene() throws IOException {
        for (String name : List.of("redis-hot-rate", "redis-hot-p99", "redis-hot-redis-cpu-us", "footprint-bytes")) {
            String svg = Files.readString(folder.resolve(name + ".svg"));
            assertTrue(svg.contains("<svg") && svg.contains("</svg>"), name);
        }
    }

    @Test
    void aFigureThatNoRowHasGivesNoChart() {
        assertFalse(Files.exists(folder.resolve("footprint-rate.svg")));
        assertFalse(Files.exists(folder.resolve("redis-hot-bytes.svg")));
    }
}
