package io.inventory4j.examples.replay.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of an invoice.
 *
 * @param file the file as the user named it
 * @param row the line in the file; the header is row 1
 * @param invoice the invoice's number; one that starts with C takes goods back
 * @param sku the stock code in upper case, as the shop's channels do not agree on it
 * @param name what the row calls the article, trimmed; may be empty
 * @param quantity units; below zero where goods come back or are written off; never 0
 * @param at when, the file's local time taken as UTC
 * @param price per unit
 * @param customer the customer's number; empty where the shop did not know it
 * @param recased whether the stock code was not in upper case
 * @param trimmed whether the name had blanks around it
 */
record OrderRow(
        String file,
        long row,
        String invoice,
        String sku,
        String name,
        long quantity,
        Instant at,
        BigDecimal price,
        String customer,
        boolean recased,
        boolean trimmed)
        implements Row {
    /** Every article of the shop has a number of five digits, followed by letters for colours and sizes. */
    private static final Pattern GOODS = Pattern.compile("[0-9]{5}.*");

    static Row parse(String file, long row, List<String> fields) {
        int expected = Column.values().length;
        if (fields.size() != expected) {
            return new BadRow(file, row, "", fields.size() + " fields where " + expected + " were expected");
        }
        for (Column column : Column.values()) {
            String problem = column.problem(fields);
            if (problem != null) {
                return new BadRow(file, row, column.title, problem);
            }
        }
        String code = Column.STOCK_CODE.of(fields);
        String description = Column.DESCRIPTION.raw(fields);
        OrderRow parsed = new OrderRow(
                file,
                row,
                Column.INVOICE_NO.of(fields),
                code.toUpperCase(Locale.ROOT),
                Column.printable(description.strip()),
                Long.parseLong(Column.QUANTITY.of(fields)),
                LocalDateTime.parse(Column.INVOICE_DATE.of(fields), Column.DATE).toInstant(ZoneOffset.UTC),
                new BigDecimal(Column.UNIT_PRICE.of(fields)),
                customer(Column.CUSTOMER_ID.of(fields)),
                !code.equals(code.toUpperCase(Locale.ROOT)),
                !description.equals(description.strip()));
        BadRow contradiction = parsed.contradiction();
        return contradiction != null ? contradiction : parsed;
    }

    /** The spreadsheet that the data came from wrote the customer 17850 as 17850.0. */
    private static String customer(String value) {
        return value.endsWith(".0") ? value.substring(0, value.length() - 2) : value;
    }

    private @Nullable BadRow contradiction() {
        if (cancels() && quantity > 0) {
            return new BadRow(
                    file,
                    row,
                    Column.QUANTITY.title,
                    "invoice " + invoice + " takes back, but " + quantity + " is above 0");
        }
        if (goods() && price.signum() < 0) {
            return new BadRow(file, row, Column.UNIT_PRICE.title, price.toPlainString() + " is below 0");
        }
        if (goods() && !cancels() && !corrects() && quantity < 0) {
            return new BadRow(
                    file,
                    row,
                    Column.QUANTITY.title,
                    quantity + " is below 0, but the invoice takes nothing back and is no stock correction");
        }
        return null;
    }

    boolean goods() {
        return GOODS.matcher(sku).matches();
    }

    boolean cancels() {
        return invoice.startsWith("C");
    }

    /** The shop books what it finds or misses in the warehouse as an invoice to nobody, at no price. */
    boolean corrects() {
        return !cancels() && customer.isEmpty() && price.signum() == 0;
    }

    boolean anonymous() {
        return customer.isEmpty();
    }

    String buyer() {
        return anonymous() ? "guest-" + invoice : customer;
    }
}
