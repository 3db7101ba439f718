package io.inventory4j.examples.replay.orders;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order file, read whole.
 *
 * <p>Each line is parsed on its own. No field of this format holds a line break, so a quote that is never closed
 * damages one row and not all that follow.
 *
 * @param name the file as the user named it
 * @param orders the rows that can be used, in file order
 * @param bad the rows that cannot
 */
record OrderFile(String name, List<OrderRow> orders, List<BadRow> bad) {
    static final String BUNDLED = "orders-2011-11-24.csv";

    private static final long MAX_BYTES = 512L << 20;
    private static final int PROBE = 8_192;

    OrderFile {
        orders = List.copyOf(orders);
        bad = List.copyOf(bad);
    }

    static OrderFile bundled() throws InputException {
        try (InputStream in = OrderFile.class.getResourceAsStream(BUNDLED)) {
            if (in == null) {
                throw new InputException(BUNDLED + ": not on the class path");
            }
            return read(BUNDLED, in);
        } catch (IOException e) {
            throw unreadable(BUNDLED, e);
        }
    }

    static OrderFile read(Path path) throws InputException {
        String name = path.toString();
        try {
            if (Files.isDirectory(path)) {
                throw new InputException(name + ": is a directory, not an order file");
            }
            if (Files.notExists(path)) {
                throw new InputException(name + ": no such file");
            }
            if (Files.size(path) > MAX_BYTES) {
                throw new InputException(name + ": is larger than " + (MAX_BYTES >> 20) + " MB");
            }
            try (InputStream in = Files.newInputStream(path)) {
                return read(name, in);
            }
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    static OrderFile read(String name, InputStream bytes) throws IOException, InputException {
        BufferedInputStream in = new BufferedInputStream(bytes, PROBE);
        refuseBinary(name, in);
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        checkHeader(name, lines.readLine());
        List<OrderRow> orders = new ArrayList<>();
        List<BadRow> bad = new ArrayList<>();
        long number = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            Row row = parse(name, number, line);
            if (row instanceof OrderRow order) {
                orders.add(order);
            } else {
                bad.add((BadRow) row);
            }
        }
        return new OrderFile(name, orders, bad);
    }

    private static Row parse(String name, long number, String line) {
        if (line.isBlank()) {
            return new BadRow(name, number, "", "is empty");
        }
        try {
            return OrderRow.parse(name, number, fields(line));
        } catch (CsvParseException e) {
            return new BadRow(name, number, "", "a quote is not closed, or text follows a closed one");
        }
    }

    private static List<String> fields(String line) {
        return CsvReader.builder()
                .allowUnclosedQuote(false)
                .ofSingleCsvRecord(line)
                .getFields();
    }

    private static void refuseBinary(String name, BufferedInputStream in) throws IOException, InputException {
        in.mark(PROBE);
        byte[] start = in.readNBytes(PROBE - 1);
        in.reset();
        for (int i = 0; i < start.length; i++) {
            if (start[i] == 0) {
                throw new InputException(
                        name + ", row 1, column " + (i + 1) + ": is not a CSV file (a zero byte, so it is binary)");
            }
        }
    }

    private static void checkHeader(String name, @Nullable String line) throws InputException {
        if (line == null) {
            throw new InputException(name + ": is empty, not even a header");
        }
        List<String> titles;
        try {
            titles = fields(line.startsWith("\uFEFF") ? line.substring(1) : line);
        } catch (CsvParseException e) {
            throw new InputException(name + ", row 1: the header is not CSV: " + Column.shown(line));
        }
        for (Column column : Column.values()) {
            int at = column.position;
            String found = at < titles.size() ? titles.get(at).strip() : "";
            if (!found.equals(column.title)) {
                throw new InputException(name + ", row 1, column " + (at + 1) + ": " + Column.shown(found)
                        + " where the header " + column.title + " was expected");
            }
        }
        int expected = Column.values().length;
        if (titles.size() > expected) {
            throw new InputException(name + ", row 1, column " + (expected + 1) + ": "
                    + Column.shown(titles.get(expected)) + " is one header too many");
        }
    }

    private static InputException unreadable(String name, IOException e) {
        return new InputException(name + ": cannot be read (" + Column.printable(e.toString()) + ")");
    }
}
