package io.inventory4j.live.report;

import java.util.regex.Pattern;

/**
 * Texts of others in cells of a CSV file. A spreadsheet runs a cell as a formula that begins with an equals sign, for
 * instance, so such a text gets an apostrophe before it (OWASP, "CSV Injection"). So does one that already has
 * apostrophes before a formula: then whoever reads the file can take away exactly what was added.
 */
final class GuardedCell {
    /** Also after blanks, and in the wide forms that are common beside Chinese. */
    private static final Pattern FORMULA = Pattern.compile(
            "(?U)'*(?:[\\s\\p{Cf}]*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20\u2212].*|[\\t\\r\\n].*)", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

    private GuardedCell() {}

    static String of(String text) {
        return FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches() ? "'" + text : text;
    }

    /** What {@link #of} was given. */
    static String original(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
    }
}
