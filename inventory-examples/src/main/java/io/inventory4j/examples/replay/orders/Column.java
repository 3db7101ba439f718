package io.inventory4j.examples.replay.orders;

import io.inventory4j.Bounds;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of an order file, in order, and what their values must be. */
enum Column {
    INVOICE_NO(0, "InvoiceNo"),
    STOCK_CODE(1, "StockCode"),
    DESCRIPTION(2, "Description"),
    QUANTITY(3, "Quantity"),
    INVOICE_DATE(4, "InvoiceDate"),
    UNIT_PRICE(5, "UnitPrice"),
    CUSTOMER_ID(6, "CustomerID"),
    COUNTRY(7, "Country");

    /** Far above any row of the data set (the largest is 80,995), and far below where sums could overflow. */
    static final long MAX_UNITS = 1_000_000;

    static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    /** Ledger ids are made of codes, so they must fit well into {@link Bounds#MAX_TEXT}. */
    private static final int MAX_CODE = 40;

    private static final int MAX_PRICE = 20;
    private static final int SHOWN = 30;

    final int position;
    final String title;

    Column(int position, String title) {
        this.position = position;
        this.title = title;
    }

    String of(List<String> fields) {
        return raw(fields).strip();
    }

    String raw(List<String> fields) {
        return fields.get(position);
    }

    /** What is wrong with the value of this column, or null. */
    @Nullable
    String problem(List<String> fields) {
        String value = of(fields);
        return switch (this) {
            case INVOICE_NO, STOCK_CODE -> code(value, true);
            case CUSTOMER_ID -> code(value, false);
            case QUANTITY -> quantity(value);
            case INVOICE_DATE -> date(value);
            case UNIT_PRICE -> price(value);
            case DESCRIPTION, COUNTRY -> null;
        };
    }

    private static @Nullable String code(String value, boolean needed) {
        if (value.isEmpty()) {
            return needed ? "is empty" : null;
        }
        if (value.length() > MAX_CODE) {
            return shown(value) + " is longer than " + MAX_CODE + " characters";
        }
        if (value.indexOf('\uFFFD') >= 0) {
            return shown(value) + " is not UTF-8 text";
        }
        try {
            Bounds.text("it", value);
            return null;
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static @Nullable String quantity(String value) {
        long units;
        try {
            units = Long.parseLong(value);
        } catch (NumberFormatException e) {
            return value.isEmpty() ? "is empty" : shown(value) + " is not a whole number";
        }
        if (units == 0) {
            return "is 0";
        }
        return units < -MAX_UNITS || units > MAX_UNITS ? units + " is beyond " + MAX_UNITS + " units" : null;
    }

    private static @Nullable String date(String value) {
        try {
            LocalDateTime.parse(value, DATE);
            return null;
        } catch (DateTimeParseException e) {
            return value.isEmpty() ? "is empty" : shown(value) + " is not a date like 2011-11-24 08:28:00";
        }
    }

    private static @Nullable String price(String value) {
        try {
            if (value.length() > MAX_PRICE) {
                return shown(value) + " is too long for a price";
            }
            new BigDecimal(value);
            return null;
        } catch (NumberFormatException e) {
            return value.isEmpty() ? "is empty" : shown(value) + " is not a price like 2.55";
        }
    }

    /** A value in quotes, shortened, and without what a terminal could take for a command. */
    static String shown(String value) {
        String printable = printable(value);
        return "'" + (printable.length() > SHOWN ? printable.substring(0, SHOWN) + "…" : printable) + "'";
    }

    static String printable(String value) {
        return value.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
