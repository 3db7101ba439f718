package io.inventory4j.examples.replay;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.inventory4j.examples.replay.orders.BadRow;
import io.inventory4j.examples.replay.orders.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Writes the result of a run into a directory, as CSV files. */
final class Report {
    static final String SKUS = "skus.csv";
    static final String BAD_ROWS = "bad-rows.csv";
    static final String EARLIER_RETURNS = "returns-without-sale.csv";

    /** As the order files write it. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Path directory;

    private Report(Path directory) {
        this.directory = directory;
    }

    /** Makes the directory before the sale begins, so that nobody waits for a report that cannot be written. */
    static Report into(Path directory) throws InputException {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new InputException("--report " + directory + ": cannot be made a directory (" + e + ")");
        }
        if (!Files.isWritable(directory)) {
            throw new InputException("--report " + directory + ": cannot be written to");
        }
        return new Report(directory);
    }

    void badRows(List<BadRow> rows) throws InputException {
        write(BAD_ROWS, csv -> {
            csv.writeRecord("file", "row", "column", "reason");
            rows.forEach(row -> csv.writeRecord(row.file(), Long.toString(row.row()), row.column(), row.reason()));
        });
    }

    void skus(List<SkuRow> rows) throws InputException {
        write(SKUS, csv -> {
            csv.writeRecord(
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
                    "sold_out_at");
            rows.forEach(row -> csv.writeRecord(
                    row.sku(),
                    row.name(),
                    Long.toString(row.opening()),
                    Long.toString(row.received()),
                    Long.toString(row.writtenOff()),
                    Long.toString(row.asked()),
                    Long.toString(row.sold()),
                    Long.toString(row.refused()),
                    Long.toString(row.expired()),
                    Long.toString(row.released()),
                    Long.toString(row.cancelled()),
                    Long.toString(row.returned()),
                    Long.toString(row.remaining()),
                    time(row)));
        });
    }

    void earlierReturns(List<ReturnsDesk.Earlier> returns) throws InputException {
        write(EARLIER_RETURNS, csv -> {
            csv.writeRecord("invoice", "buyer", "sku", "units");
            returns.forEach(
                    back -> csv.writeRecord(back.invoice(), back.buyer(), back.sku(), Long.toString(back.units())));
        });
    }

    private static String time(SkuRow row) {
        Instant soldOut = row.soldOutAt();
        return soldOut == null ? "" : TIME.format(soldOut);
    }

    @FunctionalInterface
    private interface Rows {
        void writeTo(CsvWriter csv);
    }

    private void write(String name, Rows rows) throws InputException {
        Path file = directory.resolve(name);
        try (CsvWriter csv = CsvWriter.builder().build(file)) {
            rows.writeTo(csv);
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new InputException(file + ": cannot be written (" + e + ")");
        }
    }
}
