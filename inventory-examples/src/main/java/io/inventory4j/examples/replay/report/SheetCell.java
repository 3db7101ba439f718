package io.inventory4j.examples.replay.report;

import java.util.regex.Pattern;

/**
 * Texts of others in cells of a CSV file. A spreadsheet runs a cell as a formula that begins with an equals sign, for
 * instance, so such a text gets an apostrophe before it (OWASP, "CSV Injection"). A number stays a number.
 */
final class SheetCell {
    /** Also after blanks, and in the wide forms that are common beside Chinese. */
    private static final Pattern FORMULA =
            Pattern.compile("(?U)[\\s\\p{Cf}]*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20].*|[\\t\\r\\n].*", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

    private SheetCell() {}

    static String of(String text) {
        return FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches() ? "'" + text : text;
    }
}
