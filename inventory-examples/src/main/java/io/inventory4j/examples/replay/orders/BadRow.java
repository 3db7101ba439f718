package io.inventory4j.examples.replay.orders;

/**
 * A row that cannot be used, and why. It is counted and listed, never silently dropped.
 *
 * @param file the file as the user named it
 * @param row the line of the file on which the row begins; the header is row 1
 * @param column the column's name; empty where the row as a whole is damaged
 * @param reason what is wrong with it
 */
public record BadRow(String file, long row, String column, String reason) implements Row {
    BadRow(Place place, String column, String reason) {
        this(place.file(), place.row(), column, reason);
    }

    @Override
    public String toString() {
        return file + ", row " + row + (column.isEmpty() ? "" : ", column " + column) + ": " + reason;
    }
}
