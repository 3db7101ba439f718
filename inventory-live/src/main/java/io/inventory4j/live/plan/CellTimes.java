package io.inventory4j.live.plan;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times in cells: ISO 8601 with an offset, or a local time in the zone that the caller gave, also as spreadsheets
 * rewrite it, with slashes and without zeros in front.
 *
 * @param zone of times without an offset; null refuses them
 */
record CellTimes(@Nullable ZoneId zone) {
    private static final Pattern LOCAL = Pattern.compile("([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})[ T]+"
            + "([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,9}))?)?");
    private static final int FRACTION = 7;
    private static final int NANO_DIGITS = 9;

    Instant time(String cell) throws BadCell {
        String text = Texts.strip(Texts.narrow(cell));
        Matcher matcher = LOCAL.matcher(text);
        try {
            if (!matcher.matches()) {
                return OffsetDateTime.parse(text).toInstant();
            }
            return at(local(matcher));
        } catch (DateTimeException e) {
            throw new BadCell("expected a time, such as 2026-11-28T20:00:00+08:00 or 2026-11-28 20:00");
        }
    }

    private static LocalDateTime local(Matcher matcher) {
        String second = matcher.group(FRACTION - 1);
        String fraction = matcher.group(FRACTION);
        int nanos = fraction == null ? 0 : Integer.parseInt(fraction + "0".repeat(NANO_DIGITS - fraction.length()));
        return LocalDateTime.of(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                Integer.parseInt(matcher.group(4)),
                Integer.parseInt(matcher.group(5)),
                second == null ? 0 : Integer.parseInt(second),
                nanos);
    }

    private Instant at(LocalDateTime local) throws BadCell {
        if (zone == null) {
            throw new BadCell("expected an offset, such as +08:00, since no time zone was given for the file");
        }
        List<?> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() != 1) {
            throw new BadCell("the clocks change then, so this time is there " + (offsets.isEmpty() ? "never" : "twice")
                    + " in " + zone + "; give it with an offset, such as +08:00");
        }
        return local.atZone(zone).toInstant();
    }

    String text(@Nullable Instant at) {
        if (at == null) {
            return "";
        }
        OffsetDateTime time =
                at.atOffset(zone == null ? ZoneOffset.UTC : zone.getRules().getOffset(at));
        // Offsets of history have seconds, which ISO 8601 does not know.
        boolean odd = time.getOffset().getTotalSeconds() % 60 != 0;
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(odd ? at.atOffset(ZoneOffset.UTC) : time);
    }

    /** A time of a window, which a store keeps in whole milliseconds. */
    Instant millis(String cell) throws BadCell {
        Instant at = time(cell);
        if (!at.equals(at.truncatedTo(ChronoUnit.MILLIS))) {
            throw new BadCell("expected whole milliseconds");
        }
        return at;
    }
}
