package io.inventory4j.live.guard;

import java.util.regex.Pattern;

/**
 * Texts in cells of a CSV file. A spreadsheet runs a cell as a formula that begins with an equals sign, for instance,
 * so such a text gets an apostrophe before it (OWASP, "CSV Injection"). Where a spreadsheet cuts cells at semicolons, a
 * text after one is a cell, too. Numbers that it would write otherwise, and its words for errors, are guarded likewise.
 * {@link #read} undoes exactly what {@link #written} does: a text that has apostrophes there gets one more.
 */
public final class GuardedCell {
    /** The wide forms are common beside Chinese, and the last one is the sign of a minus. */
    private static final String STARTS_FORMULA = "=+-@＝＋－＠\u2212";

    private static final Pattern ERROR = Pattern.compile("#(N/A|REF!|VALUE!|DIV/0!|NAME\\?|NUM!|NULL!).*");
    private static final Pattern SCIENTIFIC = Pattern.compile("[0-9]+([.,][0-9]+)?[Ee]\\+[0-9]+");

    /** What a spreadsheet would take for a number and write as {@link #SCIENTIFIC}. */
    private static final Pattern LIKE_SCIENTIFIC = Pattern.compile("[0-9]+([.,][0-9]+)?[Ee]\\+?[0-9]+");

    private GuardedCell() {}

    /**
     * Whether a cell holds what a spreadsheet shows for a formula that failed.
     *
     * @param cell a cell of a file
     * @return true for {@code #N/A} and the like
     */
    public static boolean error(String cell) {
        return ERROR.matcher(cell).matches();
    }

    /**
     * Whether a cell holds a number of which a spreadsheet has thrown digits away, such as a bar code.
     *
     * @param cell a cell of a file
     * @return true for {@code 6.9E+12} and the like
     */
    public static boolean scientific(String cell) {
        return SCIENTIFIC.matcher(cell).matches();
    }

    /**
     * The text as a cell that no spreadsheet runs or changes.
     *
     * @param text any text
     * @return the cell
     */
    public static String written(String text) {
        return changed(text, true);
    }

    /**
     * What {@link #written} was given.
     *
     * @param cell a cell of a file
     * @return the text
     */
    public static String read(String cell) {
        return changed(cell, false);
    }

    private static String changed(String text, boolean guard) {
        if (text.isEmpty()) {
            return text;
        }
        StringBuilder changed = new StringBuilder(text.length() + 2);
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf(';', from);
            end = end < 0 ? text.length() : end;
            int start = from;
            while (start < end && unseen(text.charAt(start))) {
                start++;
            }
            int after = start;
            while (after < end && text.charAt(after) == '\'') {
                after++;
            }
            changed.append(text, from, start);
            boolean dangerous = dangerous(text.substring(after, end));
            if (dangerous && guard) {
                changed.append('\'');
            }
            changed.append(text, dangerous && !guard && after > start ? start + 1 : start, end);
            if (end < text.length()) {
                changed.append(';');
            }
            from = end + 1;
        }
        return changed.toString();
    }

    private static boolean unseen(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }

    /** Looks at the first character first: of most cells that is all there is to see. */
    private static boolean dangerous(String text) {
        if (text.isEmpty()) {
            return false;
        }
        char first = text.charAt(0);
        if (first >= '0' && first <= '9') {
            return LIKE_SCIENTIFIC.matcher(text).matches();
        }
        return STARTS_FORMULA.indexOf(first) >= 0 || (first == '#' && error(text));
    }
}
