package io.inventory4j.examples.replay.orders;

import java.util.List;
import java.util.Locale;

/**
 * Which stock codes are goods: all but those that are named. A name that ends with {@code *} stands for all codes that
 * begin so.
 */
public final class Goods {
    /** What the data set books as articles and is none: postage, fees, discounts, vouchers, corrections of money. */
    public static final String STANDARD_EXCEPTIONS =
            "POST,DOT,C2,M,D,S,B,CRUK,AMAZONFEE,BANK CHARGES,ADJUST*,GIFT_*,TEST*";

    private final List<String> exceptions;

    private Goods(List<String> exceptions) {
        this.exceptions = exceptions;
    }

    /**
     * All codes but some.
     *
     * @param exceptions the codes that are no goods; case and blanks around them do not count
     * @return the goods
     */
    public static Goods allBut(List<String> exceptions) {
        return new Goods(exceptions.stream()
                .map(code -> upper(Blanks.plain(code)))
                .filter(code -> !code.isEmpty())
                .toList());
    }

    /**
     * Goods by their codes, as the data set needs it.
     *
     * @return the goods
     */
    public static Goods standard() {
        return allBut(List.of(STANDARD_EXCEPTIONS.split(",", -1)));
    }

    boolean has(String sku) {
        return exceptions.stream()
                .noneMatch(code ->
                        code.endsWith("*") ? sku.startsWith(code.substring(0, code.length() - 1)) : sku.equals(code));
    }

    /** A code with its letters from a to z in upper case. Others have no second form that all agree on. */
    static String upper(String code) {
        String upper = code.toUpperCase(Locale.ROOT);
        if (upper.length() == code.length() && code.chars().allMatch(c -> c < 0x7F)) {
            return upper;
        }
        StringBuilder letters = new StringBuilder(code.length());
        code.chars().forEach(c -> letters.append((char) (c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c)));
        return letters.toString();
    }
}
