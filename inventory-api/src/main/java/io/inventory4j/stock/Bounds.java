package io.inventory4j.stock;

import java.time.Duration;
import java.util.Objects;

/**
 * The bounds of every argument (rule 9), and the checks that enforce them before anything is sent to a store.
 *
 * <p>Each check returns its argument or throws {@link IllegalArgumentException} with the argument's name, its value and
 * the bound it broke; a null argument is a {@link NullPointerException} that carries the name. Thread-safe.
 */
public final class Bounds {
    /** The largest quantity, limit, and absolute bucket or counter value: 2^53 - 1, exact also in an IEEE double. */
    public static final long MAX_QUANTITY = (1L << 53) - 1;

    /** The longest id, SKU, location, counter name or reason, in Unicode code points. */
    public static final int MAX_TEXT = 200;

    /** The most lines or postings in one command, counted before lines with one key are summed. */
    public static final int MAX_LINES = 100;

    /** The most stock lines that one flexible line may choose from. */
    public static final int MAX_SOURCES_OF_LINE = 8;

    /** The most sources in one reserve; a fixed line is one. */
    public static final int MAX_SOURCES = 200;

    /** The most unit charges in one reserve, over all its lines and sources. */
    public static final int MAX_UNIT_CHARGES = 10_000;

    /** The most charges in one list: on one line, or on the order. */
    public static final int MAX_CHARGES = 100;

    /** The most settlements that one reservation remembers before a further EXTEND is refused. */
    public static final int MAX_SETTLEMENTS = 1_000;

    /** The shortest hold. */
    public static final Duration MIN_HOLD = Duration.ofMillis(1);

    /** The longest hold: 400 days, so that a pre-order for the next season still fits. */
    public static final Duration MAX_HOLD = Duration.ofDays(400);

    private static final int MICROSECOND = 1_000;

    /** The longest time that an id can be asked to be remembered: 36,500 days. */
    public static final Duration MAX_AGE = Duration.ofDays(36_500);

    private static final int SHOWN_TEXT = 40;

    private Bounds() {}

    /**
     * Checks an id, SKU, location, counter name or reason: 1 to 200 code points, any Unicode but control characters
     * (category Cc) and lone surrogates. The text is taken as it is: no trimming, folding or normalization.
     *
     * @param name what the argument is called in the message
     * @param text the text
     * @return {@code text}
     */
    public static String text(String name, String text) {
        Objects.requireNonNull(text, name);
        int length = text.length();
        if (length == 0) {
            throw new IllegalArgumentException(name + " is empty; it needs 1 to " + MAX_TEXT + " code points");
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return unusualText(name, text);
            }
        }
        if (length > MAX_TEXT) {
            throw tooLong(name, text, length);
        }
        return text;
    }

    /**
     * Checks a text as {@link #text} does, but shows nothing of it in a message: who an order is for (rule 1.10).
     *
     * @param name what the argument is called in the message
     * @param text the text
     * @return {@code text}
     */
    public static String personal(String name, String text) {
        Objects.requireNonNull(text, name);
        if (text.length() > MAX_TEXT) {
            int codePoints = text.codePointCount(0, text.length());
            if (codePoints > MAX_TEXT) {
                throw new IllegalArgumentException(
                        name + " has " + codePoints + " code points; at most " + MAX_TEXT + " are allowed");
            }
        }
        return text(name, text);
    }

    private static String unusualText(String name, String text) {
        int codePoints = 0;
        for (int i = 0; i < text.length(); codePoints++) {
            int codePoint = text.codePointAt(i);
            int type = Character.getType(codePoint);
            if (type == Character.CONTROL) {
                throw new IllegalArgumentException(name + " has the control character U+"
                        + String.format("%04X", codePoint) + " at index " + i + "; control characters are not allowed");
            }
            if (type == Character.SURROGATE) {
                throw new IllegalArgumentException(name + " has the lone surrogate U+"
                        + String.format("%04X", codePoint) + " at index " + i + "; text must be valid Unicode");
            }
            i += Character.charCount(codePoint);
        }
        if (codePoints > MAX_TEXT) {
            throw tooLong(name, text, codePoints);
        }
        return text;
    }

    private static IllegalArgumentException tooLong(String name, String text, int codePoints) {
        String start = text.substring(0, text.offsetByCodePoints(0, SHOWN_TEXT));
        return new IllegalArgumentException(
                name + " '" + start + "…' has " + codePoints + " code points; at most " + MAX_TEXT + " are allowed");
    }

    /**
     * Checks a quantity of units: 1 to 2^53 - 1.
     *
     * @param name what the argument is called in the message
     * @param quantity the quantity
     * @return {@code quantity}
     */
    public static long quantity(String name, long quantity) {
        return within(name, quantity, 1, MAX_QUANTITY);
    }

    /**
     * Checks a limit, or a count that may be none: 0 to 2^53 - 1.
     *
     * @param name what the argument is called in the message
     * @param limit the limit
     * @return {@code limit}
     */
    public static long limit(String name, long limit) {
        return within(name, limit, 0, MAX_QUANTITY);
    }

    /**
     * Checks a floor: -(2^53 - 1) to 2^53 - 1.
     *
     * @param name what the argument is called in the message
     * @param floor the floor
     * @return {@code floor}
     */
    public static long floor(String name, long floor) {
        return within(name, floor, -MAX_QUANTITY, MAX_QUANTITY);
    }

    /**
     * Checks how many results a caller asks for: at least 1.
     *
     * @param name what the argument is called in the message
     * @param max the number
     * @return {@code max}
     */
    public static int max(String name, int max) {
        return (int) within(name, max, 1, Integer.MAX_VALUE);
    }

    /**
     * Checks the size of a list: at least {@code least}, at most {@code most} elements.
     *
     * @param name what the argument is called in the message
     * @param size the size
     * @param least the smallest size allowed
     * @param most the largest size allowed
     * @return {@code size}
     */
    public static int size(String name, int size, int least, int most) {
        if (size < least || size > most) {
            throw new IllegalArgumentException(name + " has " + size + " elements; it needs " + least + " to " + most);
        }
        return size;
    }

    /**
     * Checks how long a reservation is held: 1 ms to 400 days.
     *
     * @param name what the argument is called in the message
     * @param holdFor the duration
     * @return {@code holdFor} in whole microseconds, rounded up (rule 9.7)
     */
    public static Duration hold(String name, Duration holdFor) {
        Duration hold = within(name, holdFor, MIN_HOLD, MAX_HOLD);
        int beyond = hold.toNanosPart() % MICROSECOND;
        return beyond == 0 ? hold : hold.plusNanos(MICROSECOND - beyond);
    }

    /**
     * Checks how long something is remembered: zero to 36,500 days.
     *
     * @param name what the argument is called in the message
     * @param age the duration
     * @return {@code age}
     */
    public static Duration age(String name, Duration age) {
        return within(name, age, Duration.ZERO, MAX_AGE);
    }

    /**
     * Checks a whole number against two inclusive ends.
     *
     * @param name what the argument is called in the message
     * @param value the number
     * @param least the smallest value allowed
     * @param most the largest value allowed
     * @return {@code value}
     */
    public static long within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be from " + least + " to " + most);
        }
        return value;
    }

    /**
     * Checks a duration against two inclusive ends.
     *
     * @param name what the argument is called in the message
     * @param value the duration
     * @param least the shortest duration allowed
     * @param most the longest duration allowed
     * @return {@code value}
     */
    public static Duration within(String name, Duration value, Duration least, Duration most) {
        Objects.requireNonNull(value, name);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be from " + least + " to " + most);
        }
        return value;
    }
}
