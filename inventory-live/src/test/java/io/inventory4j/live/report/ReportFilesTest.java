package io.inventory4j.live.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.inventory4j.live.guard.GuardedCell;
import io.inventory4j.live.report.books.ReportBuilder;
import io.inventory4j.live.report.books.SaleBooks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV and JSON give back what was written. */
class ReportFilesTest {
    private static final long SEED = 7;

    @Test
    void jsonGivesTheReportBack() {
        for (String text : HostileReport.TEXTS) {
            same(HostileReport.of(text));
        }
        for (long seed = SEED; seed < SEED + 10; seed++) {
            try (RandomSale sale = new RandomSale(seed)) {
                sale.steps(100);
                same(report(sale));
            }
        }
    }

    private static SaleReport report(RandomSale sale) {
        SaleBooks books = sale.entered(SaleBooks.from(0).comparingOrders(), sale.journal(0));
        return ReportBuilder.of("random", books, sale.clock.instant(), sale.clock.instant())
                .levels(sale.levels())
                .counts(sale.counts())
                .platformOrders(List.of())
                .build();
    }

    private static void same(SaleReport report) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonReport.write(report, out);
        assertEquals(report, JsonReport.read(new ByteArrayInputStream(out.toByteArray())));
        String json = out.toString(StandardCharsets.UTF_8);
        assertTrue(json.contains("\"format\" : 1") && json.contains("\"totalRemaining\""), json);
        report.discrepancies().forEach(one -> assertTrue(json.contains("\"explanation\""), json));
    }

    /** Names of fields are a promise: this list changes only together with the number of the format. */
    @Test
    void jsonHasTheseFields() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonReport.write(HostileReport.of("x"), out);
        Set<String> fields = new TreeSet<>();
        Pattern.compile("\"(\\w+)\" :")
                .matcher(out.toString(StandardCharsets.UTF_8))
                .results()
                .forEach(field -> fields.add(field.group(1)));
        assertEquals(
                "AVAILABLE COMMITTED acknowledgedAt acknowledgedBy alerts at available books changes channel checks"
                        + " command counted counts curve damaged discrepancies due entries expected expired explanation"
                        + " feed feedDelays figures firstSale format found from held hits incoming key kind kit lastSale"
                        + " levels limit limits lines location longest lostDemand marks marksLeftOut median messages"
                        + " minute minutesPerPoint name notYetShipped opening operations order ordered orders p99 paces"
                        + " planned platformOrders points reason received refunded released remaining requests returned"
                        + " safety sale sequence settlement shipped sku sold soldOut terms told total totalRemaining"
                        + " totalUnits transferredIn transferredOut underInspection units unlisted unshippedAtOpening"
                        + " until verdict version what who why",
                String.join(" ", fields));
    }

    @Test
    void csvGivesTheNumbersAndTextsBackAndRunsNothing(@TempDir Path directory) throws IOException {
        for (String text : HostileReport.TEXTS) {
            SaleReport report = HostileReport.of(text);
            CsvReport.write(report, directory);
            List<NamedCsvRecord> rows = rows(directory.resolve("closing.csv"));
            assertEquals(1, rows.size());
            NamedCsvRecord row = rows.get(0);
            assertEquals(text, GuardedCell.read(row.getField("sku")));
            assertEquals(text, GuardedCell.read(row.getField("location")));
            ClosingTerms terms = new ClosingTerms(
                    number(row, "opening"),
                    number(row, "received"),
                    number(row, "transferred_in"),
                    number(row, "returned"),
                    number(row, "sold"),
                    number(row, "transferred_out"),
                    number(row, "damaged"),
                    number(row, "remaining"));
            assertEquals(report.lines().get(0).terms(), terms);
            assertEquals(0, number(row, "unexplained"));
            noFormulas(directory);
        }
    }

    @Test
    void csvHasAFileForEachPart(@TempDir Path directory) throws IOException {
        CsvReport.write(HostileReport.of("x"), directory);
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    Set.of(
                            "closing.csv",
                            "counts.csv",
                            "curves.csv",
                            "sold-out.csv",
                            "discrepancies.csv",
                            "pace.csv",
                            "lost-demand.csv",
                            "limits.csv",
                            "alerts.csv",
                            "operations.csv",
                            "feed-delay.csv"),
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        }
        assertEquals(
                2,
                rows(directory.resolve("discrepancies.csv")).stream()
                        .filter(row -> row.getField("kind").startsWith("ORDER_ONLY"))
                        .filter(row -> !row.getField("explanation").isBlank())
                        .map(row -> row.getField("order"))
                        .filter(order -> order.startsWith("x"))
                        .count());
    }

    private static List<NamedCsvRecord> rows(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        assertEquals("EFBBBF", String.format("%02X%02X%02X", bytes[0], bytes[1], bytes[2]), file.toString());
        String text = new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
        return CsvReader.builder().ofNamedCsvRecord(text).stream().toList();
    }

    private static long number(NamedCsvRecord row, String column) {
        return Long.parseLong(row.getField(column));
    }

    private static void noFormulas(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.toList();
        }
        for (Path file : files) {
            for (NamedCsvRecord row : rows(file)) {
                for (String cell : row.getFields()) {
                    boolean number = cell.matches("[+-]?[0-9]+([.][0-9]+)?([eE]-?[0-9]+)?");
                    boolean runs = Stream.of(cell.split(";"))
                            .anyMatch(part -> part.strip().matches("(?s)[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20].*"));
                    assertFalse(runs && !number, file.getFileName() + ": " + cell);
                }
            }
        }
    }
}
