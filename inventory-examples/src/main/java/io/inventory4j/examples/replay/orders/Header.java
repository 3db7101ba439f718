package io.inventory4j.examples.replay.orders;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which field of a row is which column. The columns may be in any order; case, blanks, hyphens and underscores in their
 * titles do not count.
 *
 * @param width how many fields a row has
 * @param unused titles that are no column of an order file
 */
record Header(Map<Column, Integer> positions, int width, List<String> unused) {
    static Header of(String file, RowReader.Raw row) throws InputException {
        if (row.damage() != null) {
            throw new InputException(
                    file + ", row 1: " + Shown.quoted(row.text()) + " is no header: " + row.damage() + expected());
        }
        Map<Column, Integer> positions = new EnumMap<>(Column.class);
        List<String> unused = new ArrayList<>();
        for (int i = 0; i < row.fields().size(); i++) {
            String title = row.fields().get(i);
            Column column = Column.called(title);
            if (column == null) {
                unused.add(Shown.quoted(title));
            } else if (positions.putIfAbsent(column, i) != null) {
                throw new InputException(file + ", row 1, column " + (i + 1) + ": " + Shown.quoted(title)
                        + " is the title of column " + (positions.getOrDefault(column, 0) + 1)
                        + " too, and each was expected once");
            }
        }
        List<String> missing = Arrays.stream(Column.values())
                .filter(column -> !positions.containsKey(column))
                .map(column -> column.title)
                .toList();
        if (!missing.isEmpty()) {
            throw new InputException(file + ", row 1: " + Shown.quoted(row.text()) + " has no column "
                    + String.join(", ", missing) + separator(row) + expected());
        }
        return new Header(positions, row.fields().size(), List.copyOf(unused));
    }

    private static String expected() {
        return "; expected are "
                + Arrays.stream(Column.values()).map(column -> column.title).collect(Collectors.joining(", "));
    }

    /** Spreadsheets in some languages put other characters between the fields. */
    private static String separator(RowReader.Raw row) {
        if (row.fields().size() > 1) {
            return "";
        }
        for (String other : List.of(";", "\t", "|")) {
            int parts = row.text().split(other.equals("|") ? "\\|" : other, -1).length;
            if (parts >= Column.values().length) {
                return "; its fields are separated by " + (other.equals("\t") ? "a tab" : "'" + other + "'")
                        + ", where a comma was expected";
            }
        }
        return "";
    }

    /** The fields of a row in the order of {@link Column}. */
    List<String> sorted(List<String> fields) {
        return Arrays.stream(Column.values())
                .map(column -> fields.get(positions.getOrDefault(column, 0)))
                .toList();
    }

    /** The title of a field. */
    String title(int field) {
        return positions.entrySet().stream()
                .filter(column -> column.getValue() == field)
                .map(column -> column.getKey().title)
                .findFirst()
                .orElse("");
    }
}
