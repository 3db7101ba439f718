package io.inventory4j.live.plan;

import java.util.Objects;

/**
 * One thing that is wrong with a plan.
 *
 * @param row the row in the file as a spreadsheet counts, from 1 for the headers; 0 for a plan from code, or for what
 *     is wrong with the file as a whole
 * @param column the column, from 1; 0 where no column of the file is to blame
 * @param header the header as the file has it, or the English one; empty where no column is to blame
 * @param value what is in the cell, its first 60 characters, with control characters as {@code U+0000}; may be empty
 * @param message what is wrong and what was expected: with the SKU, the value and the bound where there is one
 */
public record PlanProblem(int row, int column, String header, String value, String message) {
    private static final int SHOWN = 60;
    private static final int LETTERS = 26;

    /** Checks that nothing is missing, and shortens the value. */
    public PlanProblem {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(message, "message");
        value = shown(value);
    }

    static PlanProblem inCode(PlanColumn column, String message) {
        return new PlanProblem(0, 0, column.english(), "", message);
    }

    static PlanProblem inFile(int row, String message) {
        return new PlanProblem(row, 0, "", "", message);
    }

    /** A text for a message: short, and without anything that a terminal or a log would obey. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        int codePoints = 0;
        for (int i = 0; i < text.length() && codePoints < SHOWN; codePoints++) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            int type = Character.getType(c);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE) {
                shown.append(String.format("U+%04X", c));
            } else {
                shown.appendCodePoint(c);
            }
            if (codePoints == SHOWN - 1 && i < text.length()) {
                shown.append('…');
            }
        }
        return shown.toString();
    }

    /**
     * Where it is, as a spreadsheet names it.
     *
     * @return such as {@code F7}; {@code row 7} without a column; empty without a row
     */
    public String place() {
        if (row == 0) {
            return "";
        }
        return column == 0 ? "row " + row : letters(column) + row;
    }

    private static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column; rest > 0; rest = (rest - 1) / LETTERS) {
            letters.insert(0, (char) ('A' + (rest - 1) % LETTERS));
        }
        return letters.toString();
    }

    /** The problem in one line for people, such as {@code F7 safety stock '8,5': …}. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(place());
        if (!header.isEmpty()) {
            line.append(line.isEmpty() ? "" : " ").append(header);
        }
        if (!value.isEmpty()) {
            line.append(" '").append(value).append('\'');
        }
        return line.append(line.isEmpty() ? "" : ": ").append(message).toString();
    }
}
