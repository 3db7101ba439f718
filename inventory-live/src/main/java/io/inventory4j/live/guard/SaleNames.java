package io.inventory4j.live.guard;

import java.util.regex.Pattern;

/** Names that become parts of ids, which have 200 code points: those of sales, operations and steps. */
public final class SaleNames {
    /** How the ids and the own lines of every sale begin. No goods have such a SKU. */
    public static final String MARK = "live/";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,40}");
    private static final int SHOWN = 60;

    private SaleNames() {}

    /**
     * Checks a name.
     *
     * @param what what it names, for the message
     * @param name the name
     * @return {@code name}
     * @throws IllegalArgumentException if it is no such name
     */
    public static String check(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of the " + what
                    + " needs 1 to 40 letters A to Z, digits, dots, hyphens or underscores; it is '" + shown(name)
                    + "'");
        }
        return name;
    }

    /** A name may be wrong by what nobody would see in a message, or by its length. */
    private static String shown(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints().limit(SHOWN).forEach(c -> {
            if (c < ' ' || Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.CONTROL) {
                shown.append(String.format("U+%04X", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.append(name.codePointCount(0, name.length()) > SHOWN ? "…" : "")
                .toString();
    }
}
