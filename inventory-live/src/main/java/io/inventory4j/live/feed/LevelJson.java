package io.inventory4j.live.feed;

import io.inventory4j.stock.StockLevel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a level (RFC 8259), on one line and in ASCII but for letters that every parser takes as they are. A text
 * is safe in it whatever it holds, also where a page writes it into a script: control characters, the line separators
 * U+2028 and U+2029, lone surrogates, and the characters that begin or end markup are escaped.
 */
final class LevelJson {
    private static final String HEX = "0123456789abcdef";
    private static final int LAST_CONTROL = 0x9f;

    private LevelJson() {}

    static byte[] of(ShownLevel level, boolean withVersion) {
        StringBuilder json = new StringBuilder(128).append("{\"sku\":");
        text(json, level.key().sku());
        json.append(",\"location\":");
        text(json, level.key().location());
        json.append(",\"state\":\"").append(level.saleState()).append('"');
        instant(json, "opensAt", level.window().opensAt());
        instant(json, "closesAt", level.window().closesAt());
        stock(json, level.stock());
        if (withVersion) {
            number(json, "version", level.version());
        }
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void stock(StringBuilder json, ShownStock stock) {
        if (stock instanceof ShownStock.Units shown) {
            number(json, "units", shown.units());
        } else if (stock instanceof ShownStock.InBand shown) {
            json.append(",\"band\":");
            text(json, shown.name());
        } else if (stock instanceof ShownStock.InStock shown) {
            json.append(",\"inStock\":").append(shown.inStock());
        } else if (stock instanceof ShownStock.Buckets shown) {
            StockLevel level = shown.level();
            number(json, "available", level.available());
            number(json, "reserved", level.reserved());
            number(json, "committed", level.committed());
            number(json, "safety", level.safety());
            number(json, "qualityControl", level.qualityControl());
            number(json, "damaged", level.damaged());
            number(json, "incoming", level.incoming());
            number(json, "opening", level.opening());
        }
    }

    private static void number(StringBuilder json, String name, long value) {
        json.append(",\"").append(name).append("\":").append(value);
    }

    private static void instant(StringBuilder json, String name, @Nullable Instant value) {
        if (value != null) {
            json.append(",\"").append(name).append("\":\"").append(value).append('"');
        }
    }

    static void text(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                json.append(c).append(text.charAt(++i));
            } else if (isPlain(c)) {
                json.append(c);
            } else if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else {
                json.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    json.append(HEX.charAt(c >> shift & 15));
                }
            }
        }
        json.append('"');
    }

    private static boolean isPlain(char c) {
        if (c < 0x7f) {
            return c >= ' ' && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' && c != '\'';
        }
        return c > LAST_CONTROL && c != '\u2028' && c != '\u2029' && c != '\ufeff' && !Character.isSurrogate(c);
    }
}
