package io.inventory4j.examples.kv;

import io.inventory4j.stock.StockKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Keys as texts in which each char is one byte of UTF-8: {@link String#compareTo} then is the order of the ledger's
 * texts. Each part ends with U+0000, which no text holds (rule 9), so that parts neither run into each other nor lose
 * their order. Numbers and times have a fixed width.
 */
final class Keys {
    private Keys() {}

    /** A table and the parts of a row's key; with fewer parts, what the keys of several rows begin with. */
    static String key(String table, Object... parts) {
        StringBuilder key = new StringBuilder(table).append('\0');
        for (Object part : parts) {
            if (part instanceof StockKey line) {
                key.append(line.sku()).append('\0').append(line.location());
            } else if (part instanceof Instant time) {
                long seconds = time.getEpochSecond() - Instant.MIN.getEpochSecond();
                key.append("%017d%09d".formatted(seconds, time.getNano()));
            } else if (part instanceof Long number) {
                key.append("%019d".formatted(number));
            } else {
                key.append(part);
            }
            key.append('\0');
        }
        return new String(key.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The first place after this key and all that begin with it. */
    static String after(String key) {
        return key.substring(0, key.length() - 1) + '\1';
    }
}
