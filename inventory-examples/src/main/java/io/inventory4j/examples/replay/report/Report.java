package io.inventory4j.examples.replay.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.inventory4j.examples.replay.orders.BadRow;
import io.inventory4j.examples.replay.orders.InputException;
import io.inventory4j.examples.replay.orders.Remark;
import io.inventory4j.examples.replay.orders.Shown;
import io.inventory4j.live.plan.PlanCheck;
import io.inventory4j.live.report.CsvReport;
import io.inventory4j.live.report.JsonReport;
import io.inventory4j.live.report.SaleReport;
import io.inventory4j.live.report.page.HtmlReport;
import io.inventory4j.live.text.SaleLanguage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the result of a run into a directory, as CSV files: UTF-8 with a byte order mark, by which spreadsheets know
 * it. It replaces the report of an earlier run, and no other file.
 */
public final class Report {
    /** What the sale came to, one row an article. */
    public static final String SKUS = "skus.csv";

    /** The rows that cannot be used. */
    public static final String BAD_ROWS = "bad-rows.csv";

    /** The rows that were left out, or taken otherwise than they may have been meant. */
    public static final String REMARKS = "remarks.csv";

    /** The plan of the sale. */
    public static final String PLAN = "plan.csv";

    /** The plan beside the stock, before the opening. */
    static final String PLAN_CHECK = "plan-check.csv";

    /** What came back without a sale in the files. */
    public static final String EARLIER_RETURNS = "returns-without-sale.csv";

    /** A file of a report, and the titles of its columns. */
    private record Sheet(String file, List<String> titles) {}

    private static final Sheet SKU_SHEET = new Sheet(
            SKUS,
            List.of(
                    "sku",
                    "name",
                    "opening",
                    "received",
                    "written_off",
                    "asked",
                    "sold",
                    "refused",
                    "expired",
                    "released",
                    "cancelled",
                    "returned",
                    "remaining",
                    "sold_out_at"));

    private static final Sheet BAD_SHEET = new Sheet(BAD_ROWS, List.of("file", "row", "column", "reason"));
    private static final Sheet REMARK_SHEET = new Sheet(REMARKS, List.of("file", "row", "column", "remark"));
    private static final Sheet RETURN_SHEET = new Sheet(EARLIER_RETURNS, List.of("invoice", "buyer", "sku", "units"));
    private static final List<Sheet> SHEETS = List.of(SKU_SHEET, BAD_SHEET, REMARK_SHEET, RETURN_SHEET);

    /** As the order files write it. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path directory;
    private final List<ReportFile> files;

    private Report(Path directory, List<ReportFile> files) {
        this.directory = directory;
        this.files = files;
    }

    /**
     * Makes the directory before the sale begins, so that nobody waits for a report that cannot be written.
     *
     * @param directory need not be there
     * @param ownPlan the plan of the user, which is left as it is where it is in that directory; or null
     * @return a report of which nothing is written
     * @throws InputException if no report can be there
     */
    public static Report into(Path directory, @Nullable Path ownPlan) throws InputException {
        List<ReportFile> files = new ArrayList<>(ReportFile.OF_THE_SALE);
        SHEETS.forEach(
                sheet -> files.add(new ReportFile(sheet.file, BYTE_ORDER_MARK + String.join(",", sheet.titles))));
        try {
            if (ownPlan != null && isSame(ownPlan, directory.resolve(PLAN))) {
                files.removeIf(file -> file.name().equals(PLAN));
            }
            Files.createDirectories(directory);
            if (!Files.isWritable(directory)) {
                throw new InputException("--report " + directory + ": cannot be written to");
            }
            for (ReportFile file : files) {
                if (!file.mayBeReplacedIn(directory)) {
                    throw new InputException("--report " + directory + ": has a file " + file.name()
                            + " that is not of a report; a folder that has none was expected");
                }
            }
            return new Report(directory, files);
        } catch (IOException e) {
            throw new InputException("--report " + directory + ": cannot be made a directory: " + reason(e));
        }
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    }

    private static String reason(IOException e) {
        return e instanceof FileAlreadyExistsException ? "it is a file" : Shown.reason(e);
    }

    /** Ends the report of an earlier run, so that no half of it stays beside a half of this one. */
    public void begin() throws InputException {
        for (ReportFile file : files) {
            try {
                Files.deleteIfExists(directory.resolve(file.name()));
            } catch (IOException e) {
                throw new InputException(directory.resolve(file.name()) + ": cannot be replaced: " + reason(e));
            }
        }
    }

    /**
     * Writes the plan, unless the user's own is there.
     *
     * @param sheet the plan as CSV
     * @throws InputException if it cannot be written
     */
    public void plan(byte[] sheet) throws InputException {
        if (files.stream().anyMatch(file -> file.name().equals(PLAN))) {
            Path file = directory.resolve(PLAN);
            write(file, () -> Files.write(file, sheet));
        }
    }

    /**
     * Writes how the plan and the stock agreed before the opening.
     *
     * @param check the plan beside the stock
     * @throws InputException if it cannot be written
     */
    public void check(PlanCheck check) throws InputException {
        Path file = directory.resolve(PLAN_CHECK);
        write(file, () -> Files.write(file, check.csv(SaleLanguage.ENGLISH, ZoneOffset.UTC)));
    }

    /**
     * Writes the account of the live sale: as CSV, as JSON, and as a page in English and one in Chinese.
     *
     * @param sale the account
     * @throws InputException if it cannot be written
     */
    public void sale(SaleReport sale) throws InputException {
        write(directory, () -> {
            CsvReport.write(sale, directory);
            try (OutputStream json = Files.newOutputStream(directory.resolve("report.json"));
                    OutputStream page = Files.newOutputStream(directory.resolve("report.html"));
                    OutputStream chinese = Files.newOutputStream(directory.resolve("report.zh.html"))) {
                JsonReport.write(sale, json);
                HtmlReport.write(sale, SaleLanguage.ENGLISH, ZoneOffset.UTC, page);
                HtmlReport.write(sale, SaleLanguage.CHINESE, ZoneOffset.UTC, chinese);
            }
        });
    }

    public void badRows(List<BadRow> rows) throws InputException {
        write(BAD_SHEET, csv -> rows.forEach(row -> record(csv, row.file(), row.row(), row.column(), row.reason())));
    }

    public void remarks(List<Remark> remarks) throws InputException {
        write(
                REMARK_SHEET,
                csv -> remarks.forEach(row -> record(csv, row.file(), row.row(), row.column(), row.text())));
    }

    public void skus(List<SkuRow> rows) throws InputException {
        write(
                SKU_SHEET,
                csv -> rows.forEach(row -> record(
                        csv,
                        row.sku(),
                        row.name(),
                        row.opening(),
                        row.received(),
                        row.writtenOff(),
                        row.asked(),
                        row.sold(),
                        row.refused(),
                        row.expired(),
                        row.released(),
                        row.cancelled(),
                        row.returned(),
                        row.remaining(),
                        time(row.soldOutAt()))));
    }

    public void earlierReturns(List<EarlierReturn> returns) throws InputException {
        write(
                RETURN_SHEET,
                csv -> returns.forEach(back -> record(csv, back.invoice(), back.buyer(), back.sku(), back.units())));
    }

    private static String time(@Nullable Instant soldOut) {
        return soldOut == null ? "" : TIME.format(soldOut);
    }

    /** Numbers of ours as they are, and texts of others as what they are. */
    private static void record(CsvWriter csv, Object... cells) {
        csv.writeRecord(Arrays.stream(cells)
                .map(cell -> cell instanceof Number ? cell.toString() : SheetCell.of(cell.toString()))
                .toArray(String[]::new));
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private static void write(Path file, Writing writing) throws InputException {
        try {
            writing.run();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    @FunctionalInterface
    private interface Rows {
        void writeTo(CsvWriter csv);
    }

    private void write(Sheet sheet, Rows rows) throws InputException {
        Path file = directory.resolve(sheet.file);
        try (OutputStream bytes = Files.newOutputStream(file)) {
            bytes.write(BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8));
            try (CsvWriter csv = CsvWriter.builder().build(bytes, StandardCharsets.UTF_8)) {
                csv.writeRecord(sheet.titles);
                rows.writeTo(csv);
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        } catch (UncheckedIOException e) {
            throw unwritable(file, Objects.requireNonNull(e.getCause(), "cause"));
        }
    }

    private static InputException unwritable(Path file, IOException e) {
        return new InputException(file + ": cannot be written: " + reason(e));
    }
}
