package io.inventory4j.core;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids that the library makes (rule 9.1). They begin with a character of Unicode's private use area, which callers may
 * not put at the start of an id of theirs, so no two ids of caller and library ever meet.
 */
final class LibraryIds {
    /** U+E000, the first character of the private use area. */
    static final char MARK = '\uE000';

    private static final String ORDER = "order/";

    private LibraryIds() {}

    /** The id under which a count ships an order. */
    static String shipmentOf(String count) {
        return derived("shipped/", count);
    }

    /** A counter of what one order has of one stock line. Lengths keep texts apart that have slashes. */
    static String counterOf(String reservation, StockKey key) {
        String sku = key.sku();
        String location = key.location();
        return derived(ORDER, sku.length() + "/" + location.length() + "/" + sku + "/" + location + "/" + reservation);
    }

    /** Whether it is a counter of one order, which means nothing to a shop. */
    static boolean isCounterOfOrder(String counter) {
        return counter.startsWith(MARK + ORDER);
    }

    private static String derived(String kind, String from) {
        String id = MARK + kind + from;
        boolean fits = id.codePointCount(0, id.length()) <= Bounds.MAX_TEXT;
        return fits ? id : MARK + kind + sha256(from);
    }

    /**
     * Refuses an id that begins like one of the library's.
     *
     * @param name what the id is called in the message
     * @param id an id that a caller makes
     * @return the id
     * @throws IllegalArgumentException if it begins with U+E000
     */
    static String ofCaller(String name, String id) {
        if (!id.isEmpty() && id.charAt(0) == MARK) {
            throw new IllegalArgumentException(name + " begins with U+E000, which is kept for ids of the library");
        }
        return id;
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
