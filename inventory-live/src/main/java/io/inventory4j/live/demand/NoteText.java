package io.inventory4j.live.demand;

import io.inventory4j.Reason;
import io.inventory4j.stock.Bounds;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The text of a note: words with a space between them, in which a person can read what was lost. Pure.
 *
 * <pre>
 * lost/1 2026-11-11T20:03:00Z OUT_OF_STOCK  room-7 LIPSTICK-01=512,640 BRUSH-02=3,3,9
 *        minute               reason[/rule] channel  SKU=requests,units[,units beside] ...
 * </pre>
 *
 * <p>Minutes that are not kept apart are {@code earlier}, no channel is {@code -}, and others are {@code *}. In a SKU,
 * channel or rule, a space and a percent sign are written as in a URL, and so is a text that would be one of those
 * signs.
 */
final class NoteText {
    static final String BEGIN = "lost/1 ";

    private static final String EARLIER = "earlier";
    private static final String NO_CHANNEL = "-";
    private static final String OTHERS = "*";
    private static final String RULE = "/";
    private static final int HEADING = 4;
    private static final int HEX = 16;

    private NoteText() {}

    /** What the rows of one note share, as its text begins. */
    static String heading(DemandRow row) {
        String minute = row.minute() == null ? EARLIER : row.minute().toString();
        String channel = row.channel() == null ? NO_CHANNEL : word(row.channel(), NO_CHANNEL);
        String rule = row.rule() == null ? "" : RULE + word(row.rule(), NO_CHANNEL);
        return BEGIN + minute + " " + row.reason() + rule + " " + channel;
    }

    /** What a row adds to a note, with the space before it. */
    static String entry(DemandRow row) {
        String sku = row.sku() == null ? OTHERS : word(row.sku(), OTHERS);
        String beside = row.unitsBeside() == 0 ? "" : "," + row.unitsBeside();
        return " " + sku + "=" + row.requests() + "," + row.units() + beside;
    }

    /** Whether a text fits the reason of a move. */
    static boolean fits(int length) {
        return length <= Bounds.MAX_TEXT;
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String word(String text, String sign) {
        if (text.equals(sign)) {
            return escaped(sign.charAt(0));
        }
        return text.replace("%", escaped('%')).replace(" ", escaped(' '));
    }

    private static String escaped(char c) {
        return String.format(Locale.ROOT, "%%%02X", (int) c);
    }

    private static String unescaped(String word) {
        int at = word.indexOf('%');
        if (at < 0) {
            return word;
        }
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (; at >= 0; at = word.indexOf('%', from)) {
            text.append(word, from, at);
            text.append((char) Integer.parseInt(word.substring(at + 1, at + 3), HEX));
            from = at + 3;
        }
        return text.append(word.substring(from)).toString();
    }

    /** The rows of a note. */
    static List<DemandRow> read(String note) {
        try {
            return rows(note.split(" ", -1), note);
        } catch (DateTimeException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no note of lost demand: '" + note + "': " + e.getMessage(), e);
        }
    }

    private static List<DemandRow> rows(String[] words, String note) {
        if (!note.startsWith(BEGIN) || words.length <= HEADING) {
            throw new IllegalArgumentException("it needs " + BEGIN + "and minute, reason, channel, rows");
        }
        @Nullable Instant minute = words[1].equals(EARLIER) ? null : Instant.parse(words[1]);
        int slash = words[2].indexOf(RULE);
        Reason reason = Reason.valueOf(slash < 0 ? words[2] : words[2].substring(0, slash));
        @Nullable String rule = slash < 0 ? null : unescaped(words[2].substring(slash + 1));
        @Nullable String channel = words[3].equals(NO_CHANNEL) ? null : unescaped(words[3]);
        List<DemandRow> rows = new ArrayList<>();
        for (int i = HEADING; i < words.length; i++) {
            int counts = words[i].lastIndexOf('=');
            String sku = words[i].substring(0, counts);
            String[] numbers = words[i].substring(counts + 1).split(",", -1);
            if (numbers.length < 2 || numbers.length > 3) {
                throw new IllegalArgumentException(words[i] + " has " + numbers.length + " counts");
            }
            rows.add(new DemandRow(
                    minute,
                    sku.equals(OTHERS) ? null : unescaped(sku),
                    reason,
                    rule,
                    channel,
                    Long.parseLong(numbers[0]),
                    Long.parseLong(numbers[1]),
                    numbers.length == 3 ? Long.parseLong(numbers[2]) : 0));
        }
        return rows;
    }
}
