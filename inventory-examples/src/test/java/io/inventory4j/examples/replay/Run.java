package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of the main job, and what it said.
 *
 * @param code the exit code
 */
record Run(int code, List<String> out, List<String> err) {
    static final int ORDERS = 1;
    static final int SOLD = 2;
    static final int REFUSED = 3;
    static final int EXPIRED = 4;
    static final int RETURNED = 5;
    static final int REMAINING = 6;
    static final int OVERSOLD = 7;
    static final int DISCREPANCIES = 8;

    private static final Pattern LAST_LINE = Pattern.compile("orders=(\\d+) sold=(\\d+) refused=(\\d+) expired=(\\d+)"
            + " returned=(\\d+) remaining=(\\d+) oversold=(\\d+) discrepancies=(\\d+)");
    private static final Pattern AUDITED = Pattern.compile("Audited ([0-9,]+) journal entries .*");

    static Run of(UnaryOperator<Inventory> wrap, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = LiveSaleReplay.run(args, new PrintWriter(out, true), new PrintWriter(err, true), wrap);
        return new Run(
                code, out.toString().lines().toList(), err.toString().lines().toList());
    }

    static Run of(String... args) {
        return of(UnaryOperator.identity(), args);
    }

    String last() {
        return out.get(out.size() - 1);
    }

    long last(int field) {
        Matcher line = LAST_LINE.matcher(last());
        assertTrue(line.matches(), () -> "last line is: " + last());
        return Long.parseLong(line.group(field));
    }

    /** How many journal entries the audit has read. */
    long entries() {
        return out.stream()
                .map(AUDITED::matcher)
                .filter(Matcher::matches)
                .mapToLong(line -> Long.parseLong(line.group(1).replace(",", "")))
                .sum();
    }

    boolean said(String part) {
        return out.stream().anyMatch(line -> line.contains(part));
    }

    /** It has ended well, and all books agree. */
    Run balanced() {
        assertEquals(ExitCode.CLEAN, code, this::all);
        assertEquals(List.of(), err);
        assertEquals(0, last(OVERSOLD), this::all);
        assertEquals(0, last(DISCREPANCIES), this::all);
        return this;
    }

    /** Its store cannot be used or has failed, and it says why in one line. */
    Run unusable(String message) {
        return ended(ExitCode.STORE_FAILED, message);
    }

    /** Its files cannot be used, and it says why in one line. */
    Run wrongFiles(String message) {
        return ended(ExitCode.WRONG_FILES, message);
    }

    /** Its options are wrong, and it says why in one line. */
    Run wrongOptions(String message) {
        return ended(ExitCode.WRONG_OPTIONS, message);
    }

    private Run ended(int with, String message) {
        assertEquals(with, code, this::all);
        assertEquals(1, err.size(), err::toString);
        assertTrue(err.get(0).startsWith("live-sale-replay: "), err.get(0));
        assertTrue(err.get(0).contains(message), err.get(0));
        return this;
    }

    private String all() {
        return String.join("\n", out) + "\n" + String.join("\n", err);
    }
}
