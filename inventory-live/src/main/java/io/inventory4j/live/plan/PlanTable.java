package io.inventory4j.live.plan;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.inventory4j.live.guard.GuardedCell;
import io.inventory4j.live.text.SaleLanguage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file as rows, whose cells are found by the headers of the first row. It counts rows as a spreadsheet
 * does: a row with a line break in a cell is one, and an empty line is one. For one thread.
 */
final class PlanTable {
    /** The most columns. */
    static final int MAX_COLUMNS = 100;

    /** The most characters in a cell: what spreadsheets have. The longest list of a plan fits. */
    static final int MAX_CELL = 32_767;

    private static final int MAX_RECORD = 500_000;
    private static final String SEPARATORS = ",;\t";

    private final Set<String> ignored;
    private final PlanProblems problems;
    private final Iterator<CsvRecord> records;
    private final List<@Nullable PlanColumn> columns = new ArrayList<>();
    private final Map<PlanColumn, Integer> places = new EnumMap<>(PlanColumn.class);
    private List<String> headers = List.of();
    private List<String> fields = List.of();
    private int row;

    PlanTable(String text, Set<String> ignored, PlanProblems problems) {
        this.ignored = ignored;
        this.problems = problems;
        this.records = records(text, separator(text));
    }

    private static Iterator<CsvRecord> records(String text, char separator) {
        CsvRecordHandler bounded = CsvRecordHandler.of(
                handler -> handler.maxFields(MAX_COLUMNS).maxFieldSize(MAX_CELL).maxRecordSize(MAX_RECORD));
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .build(bounded, text)
                .iterator();
    }

    /** The separator by which the first row has most headers that are known. */
    private static char separator(String text) {
        char best = SEPARATORS.charAt(0);
        long most = 0;
        for (int i = 0; i < SEPARATORS.length(); i++) {
            char separator = SEPARATORS.charAt(i);
            long known = known(text, separator);
            if (known > most) {
                best = separator;
                most = known;
            }
        }
        return best;
    }

    private static long known(String text, char separator) {
        try {
            Iterator<CsvRecord> rows = records(text, separator);
            return rows.hasNext()
                    ? rows.next().getFields().stream()
                            .filter(header -> PlanColumn.of(header) != null)
                            .count()
                    : 0;
        } catch (CsvParseException e) {
            return 0;
        }
    }

    /** Goes on to the next row; false after the last, or where the file is so damaged that there is no going on. */
    boolean next() {
        try {
            if (!records.hasNext()) {
                return false;
            }
            fields = records.next().getFields();
            row++;
            return true;
        } catch (CsvParseException e) {
            problems.add(PlanProblem.inFile(
                    row + 1,
                    "the file cannot be cut into cells from here on: a quote that is not closed, text after a closed"
                            + " one, more than " + MAX_COLUMNS + " columns, or a cell of more than " + MAX_CELL
                            + " characters"));
            return false;
        }
    }

    /** Takes the current row for the headers; false where nothing can be found by them. */
    boolean headers() {
        headers = fields;
        Set<PlanColumn> seen = EnumSet.noneOf(PlanColumn.class);
        for (int i = 0; i < headers.size(); i++) {
            String header = headers.get(i);
            PlanColumn column = PlanColumn.of(header);
            columns.add(column);
            if (column != null && seen.add(column)) {
                places.put(column, i + 1);
            } else if (column != null) {
                columns.set(i, null);
                add(i, header, "the column '" + column.english() + "' is there already");
            } else if (!Texts.strip(header).isEmpty() && !ignored.contains(Texts.folded(header))) {
                add(i, header, "the column is unknown; name it to ignoring(...) if the plan does not need it");
            }
        }
        missing(PlanColumn.SKU);
        missing(PlanColumn.TIER);
        return places.containsKey(PlanColumn.SKU) && places.containsKey(PlanColumn.TIER);
    }

    private void missing(PlanColumn column) {
        if (!places.containsKey(column)) {
            problems.add(PlanProblem.inFile(
                    1, "the column '" + column.english() + "' is missing: " + column.header(SaleLanguage.CHINESE)));
        }
    }

    private void add(int index, String value, String message) {
        String header = index < headers.size() ? headers.get(index) : "";
        problems.add(new PlanProblem(row, index + 1, PlanProblem.shown(header), value, message));
    }

    /** Reports the current row: by the column if the file has it, or else by its English header. */
    void add(int inRow, PlanColumn column, String value, String message) {
        int place = places.getOrDefault(column, 0);
        String header = place == 0 ? column.english() : headers.get(place - 1);
        problems.add(new PlanProblem(inRow, place, PlanProblem.shown(header), value, message));
    }

    int row() {
        return row;
    }

    /** The cells of the current row that are not blank; those that no spreadsheet should have left are reported. */
    Map<PlanColumn, String> cells() {
        Map<PlanColumn, String> cells = new EnumMap<>(PlanColumn.class);
        for (int i = 0; i < fields.size(); i++) {
            String cell = Texts.strip(fields.get(i));
            if (cell.isEmpty()) {
                continue;
            }
            PlanColumn column = i < columns.size() ? columns.get(i) : null;
            if (column == null) {
                if (i >= headers.size() || Texts.strip(headers.get(i)).isEmpty()) {
                    add(i, cell, "the cell is in a column without a header");
                }
                continue;
            }
            if (cell.startsWith("=")) {
                add(i, cell, "a formula, where its value was expected; a text that begins so is written '=…");
            } else if (GuardedCell.error(cell)) {
                add(i, cell, "the error of a formula, where a value was expected");
            } else if (column == PlanColumn.SKU && GuardedCell.scientific(cell)) {
                add(i, cell, "a spreadsheet has thrown digits of this number away");
            }
            cells.put(column, GuardedCell.read(cell));
        }
        return cells;
    }
}
