package io.inventory4j.stock;

import java.util.Comparator;

/**
 * The one order of ids, SKUs, locations and counter names: by their UTF-8 bytes, unsigned (rule 1.6). It is the order
 * of Unicode code points, and what {@code memcmp}, a {@code C} collation and Redis agree on, unlike {@link
 * String#compareTo}, which puts emoji before U+E000. Thread-safe.
 */
public final class TextOrder {
    /** Compares two texts by their UTF-8 bytes. */
    public static final Comparator<String> BY_UTF8 = TextOrder::compare;

    private TextOrder() {}

    /**
     * Compares two texts by their UTF-8 bytes, without encoding them.
     *
     * @param left a text without lone surrogates
     * @param right a text without lone surrogates
     * @return negative, zero or positive, as {@link Comparator#compare}
     */
    public static int compare(String left, String right) {
        int shared = Math.min(left.length(), right.length());
        for (int i = 0; i < shared; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l != r) {
                return rank(l) - rank(r);
            }
        }
        return left.length() - right.length();
    }

    // A surrogate stands for a code point above every BMP character, so surrogates rank last.
    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }
}
