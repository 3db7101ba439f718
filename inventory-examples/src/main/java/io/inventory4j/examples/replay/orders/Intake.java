package io.inventory4j.examples.replay.orders;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How all files of a sale are read, and how much of them: all rows are kept in memory, so their number has a bound, and
 * equal values are kept once. For one thread.
 */
final class Intake {
    /** Four times the whole data set. */
    static final int MAX_ROWS = 2_000_000;

    static final int MAX_BAD_ROWS = 100_000;
    static final long MAX_BYTES = 512L << 20;

    private final @Nullable Charset charset;
    private final Goods goods;
    private final Map<Object, Object> values = new HashMap<>();
    private final int mostRows;
    private final int mostBadRows;
    private final long mostBytes;
    private int rows;
    private int badRows;

    Intake(@Nullable Charset charset, Goods goods) {
        this(charset, goods, MAX_ROWS, MAX_BAD_ROWS, MAX_BYTES);
    }

    Intake(@Nullable Charset charset, Goods goods, int mostRows, int mostBadRows, long mostBytes) {
        this.charset = charset;
        this.goods = goods;
        this.mostRows = mostRows;
        this.mostBadRows = mostBadRows;
        this.mostBytes = mostBytes;
    }

    /** The charset that the user names; null for none. */
    @Nullable
    Charset charset() {
        return charset;
    }

    /** How large one file may be. */
    long mostBytes() {
        return mostBytes;
    }

    Goods goods() {
        return goods;
    }

    /** Counts a row. */
    void row(Place place) throws InputException {
        if (++rows > mostRows) {
            throw new InputException(place + ": is beyond " + mostRows + " rows, the most that one sale may have");
        }
    }

    /** Counts a row that cannot be used. */
    void bad(BadRow row) throws InputException {
        if (++badRows > mostBadRows) {
            throw new InputException(
                    row + "; it is beyond " + mostBadRows + " bad rows, so the files seem to be of another kind");
        }
    }

    /** The value, or an equal one that was there before. */
    @SuppressWarnings("unchecked") // an equal value has the same type
    <T> T once(T value) {
        Object first = values.putIfAbsent(value, value);
        return first == null ? value : (T) first;
    }
}
