package io.inventory4j.examples.replay.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.inventory4j.examples.replay.orders.BadRow;
import io.inventory4j.examples.replay.orders.InputException;
import io.inventory4j.examples.replay.orders.Remark;
import io.inventory4j.examples.replay.orders.Shown;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

    private static final int LONGEST_TITLES = 200;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path directory;

    private Report(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes the directory before the sale begins, so that nobody waits for a report that cannot be written.
     *
     * @param directory need not be there
     * @return a report of which nothing is written
     * @throws InputException if no report can be there
     */
    public static Report into(Path directory) throws InputException {
        try {
            Files.createDirectories(directory);
            if (!Files.isWritable(directory)) {
                throw new InputException("--report " + directory + ": cannot be written to");
            }
            for (Sheet sheet : SHEETS) {
                Path file = directory.resolve(sheet.file);
                if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isOurs(file, sheet)) {
                    throw new InputException("--report " + directory + ": has a file " + sheet.file
                            + " that is not of a report; a folder that has none was expected");
                }
            }
            return new Report(directory);
        } catch (IOException e) {
            throw new InputException("--report " + directory + ": cannot be made a directory: " + reason(e));
        }
    }

    private static boolean isOurs(Path file, Sheet sheet) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        char[] start = new char[LONGEST_TITLES];
        try (BufferedReader text =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            int read = Math.max(0, text.read(start));
            return new String(start, 0, read).startsWith(BYTE_ORDER_MARK + String.join(",", sheet.titles));
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileAlreadyExistsException ? "it is a file" : Shown.reason(e);
    }

    /** Ends the report of an earlier run, so that no half of it stays beside a half of this one. */
    public void begin() throws InputException {
        for (Sheet sheet : SHEETS) {
            try {
                Files.deleteIfExists(directory.resolve(sheet.file));
            } catch (IOException e) {
                throw new InputException(directory.resolve(sheet.file) + ": cannot be replaced: " + reason(e));
            }
        }
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
