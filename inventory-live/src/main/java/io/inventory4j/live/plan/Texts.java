package io.inventory4j.live.plan;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the cells of a plan have in common as texts. */
final class Texts {
    private static final int NO_BREAK_SPACE = 0xA0;
    private static final int ZERO_WIDTH_SPACE = 0x200B;
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int WIDE_SEMICOLON = 0xFF1B;
    private static final int WIDE_EQUALS = 0xFF1D;

    private Texts() {}

    /** Whether people see nothing there, wide blanks and those without width included. */
    static boolean blank(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || c == NO_BREAK_SPACE
                || c == ZERO_WIDTH_SPACE
                || c == BYTE_ORDER_MARK;
    }

    static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && blank(text.charAt(from))) {
            from++;
        }
        while (to > from && blank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    static boolean separatesLists(int c) {
        return c == ';' || c == '=' || c == WIDE_SEMICOLON || c == WIDE_EQUALS;
    }

    /** The parts of a text between the places where one of these characters is, without blanks at their ends. */
    static List<String> split(String text, String separators) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (separators.indexOf(text.charAt(i)) >= 0) {
                parts.add(strip(text.substring(from, i)));
                from = i + 1;
            }
        }
        parts.add(strip(text.substring(from)));
        return parts;
    }

    /** Wide digits, letters and signs as those of ASCII. */
    static String narrow(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** A header or a word such that case, blanks, hyphens and underscores do not count. */
    static String folded(String text) {
        StringBuilder folded = new StringBuilder();
        String narrow = narrow(text);
        narrow.codePoints()
                .filter(c -> !blank(c) && c != '-' && c != '_' && Character.getType(c) != Character.DASH_PUNCTUATION)
                .forEach(folded::appendCodePoint);
        return folded.toString().toLowerCase(Locale.ROOT);
    }
}
