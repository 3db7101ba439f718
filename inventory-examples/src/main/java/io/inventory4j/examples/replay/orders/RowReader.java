package io.inventory4j.examples.replay.orders;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an order file into rows. A field in quotes may have line breaks in it. A quote that is never closed damages its
 * own line and not all that follow: the row goes on to the next lines only until its quotes are closed, and never over
 * a line that is a whole row by itself.
 */
final class RowReader {
    /** How many lines a row may have: more than any name of an article. */
    static final int MAX_LINES = 50;

    /**
     * One row.
     *
     * @param number the line on which it begins, from 1
     * @param text as it is in the file
     * @param fields its fields; none where it is damaged
     * @param damage what is wrong with it; null for a row that could be cut into fields
     */
    record Raw(
            long number,
            String text,
            List<String> fields,
            @Nullable String damage) {
        private static Raw damaged(long number, String text, String damage) {
            return new Raw(number, text, List.of(), damage);
        }
    }

    private final LineReader lines;

    RowReader(LineReader lines) {
        this.lines = lines;
    }

    /**
     * Reads the next row.
     *
     * @param width how many fields a whole row has
     * @return the row; null after the last
     */
    @Nullable
    Raw next(int width) throws IOException, InputException {
        String line = lines.next();
        if (line == null) {
            return null;
        }
        long number = lines.number();
        if (Blanks.trimmed(line).isEmpty()) {
            return Raw.damaged(number, line, "is empty, where an order row was expected");
        }
        List<String> fields = fields(line);
        if (fields == null) {
            String longer = closed(line, width);
            List<String> all = longer == null ? null : fields(longer);
            if (longer != null && all != null) {
                return new Raw(number, longer, all, null);
            }
            return Raw.damaged(number, line, "a quote is not closed, or text follows a closed one");
        }
        return new Raw(number, line, fields, null);
    }

    /** The line with those that follow until its quotes are closed; null, and nothing is read, if they never are. */
    private @Nullable String closed(String line, int width) throws IOException, InputException {
        StringBuilder row = new StringBuilder(line);
        Deque<String> taken = new ArrayDeque<>();
        boolean open = quotes(line) % 2 == 1;
        while (open && taken.size() < MAX_LINES - 1) {
            String next = lines.next();
            if (next == null) {
                break;
            }
            taken.push(next);
            row.append('\n').append(next);
            if (row.length() > LineReader.MAX_LINE || whole(next, width)) {
                break;
            }
            open = quotes(next) % 2 == 0;
        }
        List<String> fields = open ? null : fields(row.toString());
        if (fields != null && fields.size() == width) {
            return row.toString();
        }
        while (!taken.isEmpty()) {
            lines.giveBack(taken.pop());
        }
        return null;
    }

    private static boolean whole(String line, int width) {
        List<String> fields = fields(line);
        return fields != null && fields.size() == width;
    }

    private static long quotes(String line) {
        return line.chars().filter(c -> c == '"').count();
    }

    /** The fields of a text that is one row; null if it is not. */
    private static @Nullable List<String> fields(String text) {
        try {
            Iterator<CsvRecord> rows = CsvReader.builder()
                    .allowUnclosedQuote(false)
                    .skipEmptyLines(false)
                    .ofCsvRecord(text)
                    .iterator();
            List<String> fields = rows.hasNext() ? rows.next().getFields() : null;
            return rows.hasNext() ? null : fields;
        } catch (CsvParseException e) {
            return null;
        }
    }
}
