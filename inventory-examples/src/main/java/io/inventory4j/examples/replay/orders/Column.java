package io.inventory4j.examples.replay.orders;

import io.inventory4j.stock.Bounds;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The columns of an order file, and what their values must be. */
enum Column {
    INVOICE_NO(0, "InvoiceNo", "Invoice"),
    STOCK_CODE(1, "StockCode", ""),
    DESCRIPTION(2, "Description", ""),
    QUANTITY(3, "Quantity", ""),
    INVOICE_DATE(4, "InvoiceDate", ""),
    UNIT_PRICE(5, "UnitPrice", "Price"),
    CUSTOMER_ID(6, "CustomerID", ""),
    COUNTRY(7, "Country", "");

    /** Far above any row of the data set (the largest is 80,995), and far below where sums could overflow. */
    static final long MAX_UNITS = 1_000_000;

    static final int FIRST_YEAR = 1970;
    static final int LAST_YEAR = 2999;

    /** Ledger ids are made of codes, so they must fit well into {@link Bounds#MAX_TEXT}. */
    private static final int MAX_CODE = 40;

    private static final Pattern UNITS = Pattern.compile("[+-]?[0-9]{1,18}");

    /** No exponents: a few characters of them make a number of a billion digits. */
    private static final Pattern PRICE = Pattern.compile("[+-]?[0-9]{1,12}(\\.[0-9]{1,12})?");

    private static final Pattern ZONED = Pattern.compile(".*[0-9](Z|[+-][0-9]{2}:?[0-9]{2})");

    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern("-MM-dd HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private final int place;
    final String title;
    private final String otherTitle;

    /** The title in the first edition of the data set, and in the second; empty where that has the same. */
    Column(int place, String title, String otherTitle) {
        this.place = place;
        this.title = title;
        this.otherTitle = otherTitle;
    }

    /** The column of a title; null if it is none. */
    static @Nullable Column called(String title) {
        String name = name(title);
        if (name.isEmpty()) {
            return null;
        }
        return Arrays.stream(values())
                .filter(column -> name.equals(name(column.title)) || name.equals(name(column.otherTitle)))
                .findFirst()
                .orElse(null);
    }

    private static String name(String title) {
        return Blanks.plain(title).replaceAll("[ _-]", "").toLowerCase(Locale.ROOT);
    }

    String of(List<String> fields) {
        return fields.get(place);
    }

    /** Whether blanks, and characters of no width, are no part of its values. */
    boolean plain() {
        return this != DESCRIPTION && this != COUNTRY;
    }

    /** What is wrong with a value of this column, or null. */
    @Nullable
    String problem(String value) {
        return switch (this) {
            case INVOICE_NO -> code(value, "an invoice number");
            case STOCK_CODE -> code(value, "a stock code");
            case CUSTOMER_ID -> value.isEmpty() ? null : code(value, "a customer's number");
            case QUANTITY -> quantity(value);
            case INVOICE_DATE -> date(value);
            case UNIT_PRICE -> PRICE.matcher(value).matches() ? null : otherwise(value, "a price like 2.55");
            case DESCRIPTION, COUNTRY -> null;
        };
    }

    private static String otherwise(String value, String expected) {
        return value.isEmpty()
                ? "is empty, where " + expected + " was expected"
                : Shown.quoted(value) + " is not " + expected;
    }

    private static @Nullable String code(String value, String expected) {
        if (value.isEmpty()) {
            return otherwise(value, expected);
        }
        if (value.length() > MAX_CODE) {
            return Shown.quoted(value) + " is longer than " + MAX_CODE + " characters, too long for " + expected;
        }
        boolean garbled = value.codePoints()
                .anyMatch(c -> c == '\uFFFD'
                        || Character.isISOControl(c)
                        || Character.getType(c) == Character.PRIVATE_USE
                        || Character.getType(c) == Character.SURROGATE);
        return garbled
                ? Shown.quoted(value) + " has characters that no text has, where " + expected + " was expected"
                : null;
    }

    private static @Nullable String quantity(String value) {
        if (!UNITS.matcher(value).matches()) {
            return otherwise(value, "a whole number like 12");
        }
        long units = Long.parseLong(value);
        if (units == 0) {
            return "is 0, where units were expected: above 0, or below where they come back";
        }
        return units < -MAX_UNITS || units > MAX_UNITS
                ? units + " is beyond " + MAX_UNITS + " units, the most that a row may have"
                : null;
    }

    private static @Nullable String date(String value) {
        LocalDateTime time = time(value);
        if (time == null) {
            String zone = ZONED.matcher(value).matches() ? " without a time zone" : "";
            return otherwise(value, "a date like 2011-11-24 08:28:00" + zone);
        }
        return time.getYear() < FIRST_YEAR || time.getYear() > LAST_YEAR
                ? Shown.quoted(value) + " is not in the years " + FIRST_YEAR + " to " + LAST_YEAR
                : null;
    }

    /** A date, to the millisecond, which every store keeps; null if the value is none. */
    static @Nullable LocalDateTime time(String value) {
        try {
            String spaced = value.length() > 10 && value.charAt(10) == 'T'
                    ? value.substring(0, 10) + " " + value.substring(11)
                    : value;
            return LocalDateTime.parse(spaced, DATE).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
