package io.inventory4j.testkit.words;

/** Texts as a log can show them. Stateless, thread-safe. */
public final class Printable {
    /** The most code points that are shown of a text. */
    private static final int SHOWN = 60;

    /** How many of them are of its end, where texts often differ. */
    private static final int AT_THE_END = 10;

    private Printable() {}

    /**
     * A text in printable ASCII: other characters as in a Java literal, blanks at its ends made visible, a long one cut
     * in the middle.
     */
    public static String of(Object value) {
        String text = value.toString();
        int[] codePoints = text.codePoints().toArray();
        String shown = codePoints.length <= SHOWN
                ? escaped(codePoints, 0, codePoints.length)
                : escaped(codePoints, 0, SHOWN - AT_THE_END) + "...("
                        + (codePoints.length - SHOWN) + " more)..."
                        + escaped(codePoints, codePoints.length - AT_THE_END, codePoints.length);
        return text.isEmpty() || text.startsWith(" ") || text.endsWith(" ") ? "'" + shown + "'" : shown;
    }

    private static String escaped(int[] codePoints, int from, int to) {
        StringBuilder shown = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (codePoints[i] >= ' ' && codePoints[i] <= '~') {
                shown.append((char) codePoints[i]);
            } else {
                for (char c : Character.toChars(codePoints[i])) {
                    shown.append(String.format("\\u%04X", (int) c));
                }
            }
        }
        return shown.toString();
    }
}
