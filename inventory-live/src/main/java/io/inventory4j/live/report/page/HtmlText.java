package io.inventory4j.live.report.page;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts, numbers and times as HTML. All that comes from others goes through {@link #escaped}. */
final class HtmlText {
    private final ZoneId zone;
    private final DateTimeFormatter format;
    private final Instant from;
    private final boolean oneDay;

    /** Times of a report that lies within one day need no date. */
    HtmlText(ZoneId zone, Instant from, Instant until) {
        this.zone = zone;
        this.from = from;
        oneDay = from.atZone(zone).toLocalDate().equals(until.atZone(zone).toLocalDate());
        this.format = DateTimeFormatter.ofPattern(oneDay ? "HH:mm:ss" : "MM-dd HH:mm:ss", Locale.ROOT);
    }

    /** For elements and for attributes in quotes. */
    static String escaped(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.appendCodePoint(point);
            }
        });
        return html.toString();
    }

    /** A text of others: marks for another direction of writing end with it. */
    static String foreign(String text) {
        return "<bdi>" + escaped(text) + "</bdi>";
    }

    /** A channel; a dash for all of them. */
    static String channel(@Nullable String channel) {
        return channel == null || channel.isEmpty() ? "\u2013" : foreign(channel);
    }

    /** A text of ours in both languages, of which the page shows one. */
    static String both(String english, String chinese) {
        return "<span class=\"en\" lang=\"en\">" + escaped(english) + "</span><span class=\"zh\" lang=\"zh-Hans\">"
                + escaped(chinese) + "</span>";
    }

    static String heading(String id, String english, String chinese) {
        return "<h2 id=\"" + id + "\">" + both(english, chinese) + "</h2>\n";
    }

    static String number(long number) {
        String text = String.format(Locale.ROOT, "%,d", number).replace('-', '\u2212');
        return number == 0 ? "<span class=\"zero\">0</span>" : text;
    }

    static String decimal(double number) {
        return String.format(Locale.ROOT, "%,.1f", number).replace('-', '\u2212');
    }

    static String percent(double share) {
        return share > 0 && share < 0.005 ? "&lt;1%" : String.format(Locale.ROOT, "%.0f%%", share * 100);
    }

    String time(Instant instant) {
        return format.format(instant.atZone(zone));
    }

    /** From when to when, with the date once if it is one day. */
    String period(Instant until) {
        DateTimeFormatter minute = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
        String end = minute.format(until.atZone(zone));
        return minute.format(from.atZone(zone)) + " \u2013 " + (oneDay ? end.substring(end.indexOf(' ') + 1) : end);
    }

    /** The zone's name, and how far it is from UTC when the sale began. */
    String zone() {
        String offset = zone.getRules().getOffset(from).getId();
        String utc = offset.equals("Z") ? "UTC" : "UTC" + offset;
        String name = zone.getDisplayName(TextStyle.NARROW, Locale.ROOT);
        return zone instanceof ZoneOffset || name.equals("UTC") ? utc : name + " (" + utc + ")";
    }
}
