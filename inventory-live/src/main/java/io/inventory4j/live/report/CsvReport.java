package io.inventory4j.live.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.inventory4j.live.guard.GuardedCell;
import io.inventory4j.live.text.SaleLanguage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SaleReport} as CSV files: commas, quotes where needed, UTF-8 with a byte order mark by which spreadsheets
 * know it. Times are UTC, as {@code 2025-11-11T12:00:00Z}. No cell runs as a formula: a text that would gets an
 * apostrophe before it. An empty cell is a value that is not there.
 */
public final class CsvReport {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path directory;
    private final SaleReport report;

    private CsvReport(Path directory, SaleReport report) {
        this.directory = directory;
        this.report = report;
    }

    /**
     * Writes the files. It makes the directory if it is not there, and replaces files of these names.
     *
     * @param report what to write
     * @param directory where to
     * @throws IOException if a file cannot be written; others may have been
     */
    public static void write(SaleReport report, Path directory) throws IOException {
        Files.createDirectories(directory);
        CsvReport files = new CsvReport(directory, report);
        files.lines();
        files.curves();
        files.discrepancies();
        files.orders();
        files.team();
    }

    private void lines() throws IOException {
        table(
                "closing.csv",
                "sku,location,name,kit,opening,received,transferred_in,returned,sold,transferred_out,damaged,remaining,"
                        + "unexplained,available,held,safety,under_inspection,damaged_on_hand,incoming,ordered,"
                        + "refunded,shipped,not_yet_shipped,holds,released,expired,"
                        + "units_per_minute,first_sale,last_sale,"
                        + "sold_out_at",
                report.lines(),
                CsvReport::closing);
        table(
                "counts.csv",
                "sku,location,books,counted,difference",
                report.counted(),
                line -> cells(
                        line.key().sku(),
                        line.key().location(),
                        line.books(),
                        line.counted(),
                        line.counted() - line.books()));
    }

    private static String[] closing(LineAccount line) {
        ClosingTerms terms = line.terms();
        RemainingUnits left = line.remaining();
        SoldUnits units = line.units();
        return cells(
                line.key().sku(),
                line.key().location(),
                line.name(),
                line.kit(),
                terms.opening(),
                terms.received(),
                terms.transferredIn(),
                terms.returned(),
                terms.sold(),
                terms.transferredOut(),
                terms.damaged(),
                terms.remaining(),
                terms.unexplained(),
                left.available(),
                left.held(),
                left.safety(),
                left.underInspection(),
                left.damaged(),
                left.incoming(),
                units.ordered(),
                units.refunded(),
                units.shipped(),
                units.notYetShipped(),
                units.held(),
                units.released(),
                units.expired(),
                Math.round(line.unitsPerMinute() * 1_000) / 1_000.0,
                line.firstSale(),
                line.lastSale(),
                line.soldOutAt().orElse(null));
    }

    /** One row for each point of each line. */
    private void curves() throws IOException {
        record Point(LineAccount line, CurvePoint point) {}
        record Mark(LineAccount line, StockMark mark) {}
        table(
                "curves.csv",
                "sku,location,minute,minutes,available,sold",
                report.lines().stream()
                        .flatMap(line -> line.curve().points().stream().map(point -> new Point(line, point)))
                        .toList(),
                row -> cells(
                        row.line().key().sku(),
                        row.line().key().location(),
                        row.point().at(),
                        row.line().curve().minutesPerPoint(),
                        row.point().available(),
                        row.point().sold()));
        table(
                "sold-out.csv",
                "sku,location,time,what",
                report.lines().stream()
                        .flatMap(line -> line.marks().stream().map(mark -> new Mark(line, mark)))
                        .toList(),
                row -> cells(
                        row.line().key().sku(),
                        row.line().key().location(),
                        row.mark().at(),
                        row.mark().soldOut() ? "SOLD_OUT" : "BACK_IN_STOCK"));
    }

    private void discrepancies() throws IOException {
        table(
                "discrepancies.csv",
                "kind,sku,location,order,expected,found,explanation,entries",
                report.discrepancies(),
                one -> cells(
                        one.kind(),
                        one.sku(),
                        one.key() == null ? null : one.key().location(),
                        one.order(),
                        one.expected(),
                        one.found(),
                        one.explanation(SaleLanguage.ENGLISH),
                        entries(one.entries())));
    }

    private static String entries(List<EntryEvidence> entries) {
        StringJoiner text = new StringJoiner("; ");
        entries.forEach(entry -> text.add(entry.sequence() + " " + entry.at() + " " + entry.kind() + " "
                + entry.command() + " " + entry.changes()));
        return text.toString();
    }

    private void orders() throws IOException {
        table(
                "pace.csv",
                "sku,planned,due,sold,verdict",
                report.paces(),
                pace -> cells(
                        pace.sku(), pace.planned(), Math.round(pace.due() * 10) / 10.0, pace.sold(), pace.verdict()));
        table(
                "lost-demand.csv",
                "sku,reason,channel,minute,requests,units",
                report.lostDemand(),
                line -> cells(line.sku(), line.reason(), line.channel(), line.minute(), line.requests(), line.units()));
        table(
                "limits.csv",
                "limit,sku,hits,units",
                report.limits(),
                hit -> cells(hit.limit(), hit.sku(), hit.hits(), hit.units()));
    }

    private void team() throws IOException {
        table(
                "alerts.csv",
                "time,sku,channel,alert,told,acknowledged_by,acknowledged_at",
                report.alerts(),
                alert -> cells(
                        alert.at(),
                        alert.sku(),
                        alert.channel(),
                        alert.what(),
                        alert.told(),
                        alert.acknowledgedBy(),
                        alert.acknowledgedAt()));
        table(
                "operations.csv",
                "time,who,what,sku,channel,units,why",
                report.operations(),
                done -> cells(
                        done.at(), done.who(), done.what(), done.sku(), done.channel(), done.units(), done.why()));
        table(
                "feed-delay.csv",
                "feed,messages,median_ms,p99_ms,longest_ms",
                report.feedDelays(),
                delay -> cells(
                        delay.feed(),
                        delay.messages(),
                        delay.median().toNanos() / 1e6,
                        delay.p99().toNanos() / 1e6,
                        delay.longest().toNanos() / 1e6));
    }

    /** Numbers, times and names of ours as they are, and texts of others as what they are. */
    private static String[] cells(@Nullable Object... cells) {
        return Arrays.stream(cells)
                .map(cell -> cell == null
                        ? ""
                        : cell instanceof Number || cell instanceof Instant || cell instanceof Enum
                                ? cell.toString()
                                : GuardedCell.written(cell.toString()))
                .toArray(String[]::new);
    }

    private <T> void table(String file, String titles, List<T> rows, Function<T, String[]> cells) throws IOException {
        try (OutputStream bytes = Files.newOutputStream(directory.resolve(file))) {
            bytes.write(BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8));
            try (CsvWriter csv = CsvWriter.builder().build(bytes, StandardCharsets.UTF_8)) {
                csv.writeRecord(titles.split(",", -1));
                rows.forEach(row -> csv.writeRecord(cells.apply(row)));
            }
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause(), "cause");
        }
    }
}
