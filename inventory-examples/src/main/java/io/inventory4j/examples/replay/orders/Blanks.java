package io.inventory4j.examples.replay.orders;

/**
 * Blanks of every kind: those of the keyboard, no-break ones, wide ones, and the characters of no width that web pages
 * and spreadsheets leave in copied cells.
 */
final class Blanks {
    private Blanks() {}

    static boolean is(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }

    /** A text without the blanks around it. */
    static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && is(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (from < to && is(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    /**
     * A code, number or title as it is seen: without blanks around it and without characters of no width; any blank
     * that is left is the common one.
     */
    static String plain(String text) {
        if (text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> Character.getType(c) != Character.FORMAT)
                .forEach(c -> plain.appendCodePoint(Character.isSpaceChar(c) ? ' ' : c));
        return trimmed(plain.toString());
    }
}
