package io.inventory4j.live.report;

import java.util.regex.Pattern;

/**
 * Texts of others in cells of a CSV file. A spreadsheet runs a cell as a formula that begins with an equals sign, for
 * instance, so such a text gets an apostrophe before it (OWASP, "CSV Injection"). Where a spreadsheet cuts cells at
 * semicolons, what comes after one is a cell, too. A text that already has apostrophes there gets one more: then whoever
 * reads the file can take away exactly what was added.
 */
final class SheetText {
    /** What would run: also after blanks, and in the wide forms that are common beside Chinese. */
    private static final String RUNS = "(?=[\\s\\p{Cf}]*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20\u2212]|[\\t\\r\\n])";

    private static final Pattern BARE = Pattern.compile("(?U)(^|;)('*)" + RUNS);
    private static final Pattern GUARDED = Pattern.compile("(?U)(^|;)'('*)" + RUNS);
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

    private SheetText() {}

    static String of(String text) {
        return NUMBER.matcher(text).matches() ? text : BARE.matcher(text).replaceAll("$1'$2");
    }

    /** What {@link #of} was given. */
    static String original(String cell) {
        return GUARDED.matcher(cell).replaceAll("$1$2");
    }
}
