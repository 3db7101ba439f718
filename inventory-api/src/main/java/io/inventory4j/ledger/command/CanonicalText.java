package io.inventory4j.ledger.command;

import io.inventory4j.stock.StockKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A command's content as a text: two contents are equal exactly when their texts are. Content of more than 100
 * characters is replaced by its SHA-256.
 *
 * <pre>
 * content = part*
 * part    = text | number | flag
 * text    = length ':' characters ';'     length in UTF-16 units
 * number  = digits ';'
 * flag    = '+' | '-'
 * </pre>
 */
final class CanonicalText {
    private static final int MAX_PLAIN = 100;

    private final StringBuilder text = new StringBuilder();

    CanonicalText add(String part) {
        text.append(part.length()).append(':').append(part).append(';');
        return this;
    }

    CanonicalText add(long number) {
        text.append(number).append(';');
        return this;
    }

    CanonicalText add(boolean flag) {
        text.append(flag ? '+' : '-');
        return this;
    }

    CanonicalText add(StockKey key) {
        return add(key.sku()).add(key.location());
    }

    @Override
    public String toString() {
        if (text.length() <= MAX_PLAIN) {
            return text.toString();
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
