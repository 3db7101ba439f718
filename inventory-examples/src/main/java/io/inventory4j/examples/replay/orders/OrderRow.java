package io.inventory4j.examples.replay.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of an invoice.
 *
 * @param place where it is
 * @param invoice the invoice's number; one that starts with C takes goods back
 * @param sku the stock code in upper case, as the shop's channels do not agree on it
 * @param name what the row calls the article, trimmed and not longer than a reason may be; may be empty
 * @param quantity units; below zero where goods come back or are written off; never 0
 * @param at when, the file's local time taken as UTC
 * @param price per unit
 * @param customer the customer's number; empty where the shop did not know it
 * @param country where the customer is
 * @param goods whether the stock code is one of goods
 * @param odd the column in whose value characters were left out that nobody sees; null if there are none
 * @param recased whether the stock code was not in upper case
 * @param trimmed whether the name had blanks around it
 */
record OrderRow(
        Place place,
        String invoice,
        String sku,
        String name,
        long quantity,
        Instant at,
        BigDecimal price,
        String customer,
        String country,
        boolean goods,
        @Nullable Column odd,
        boolean recased,
        boolean trimmed)
        implements Row {
    /** A name may become the reason of a move, which has a bound. */
    private static final int MAX_NAME = 200;

    /** What makes two rows the same, wherever they are. */
    record Content(
            String invoice,
            String sku,
            String name,
            long quantity,
            Instant at,
            BigDecimal price,
            String customer,
            String country) {}

    static Row parse(Place place, Header header, List<String> fields, Intake intake) {
        if (fields.size() != header.width()) {
            return new BadRow(place, "", fields.size() + " fields where " + header.width() + " were expected");
        }
        List<String> raw = header.sorted(fields);
        List<String> values = new ArrayList<>();
        Column odd = null;
        for (Column column : Column.values()) {
            String value = column.of(raw);
            String plain = column.plain() ? Blanks.plain(value) : Blanks.trimmed(value);
            values.add(plain);
            odd = column.plain() && !plain.equals(value.strip()) ? column : odd;
            String problem = column.problem(plain);
            if (problem != null) {
                return new BadRow(place, column.title, problem);
            }
        }
        OrderRow parsed =
                of(place, values, intake, odd, !Column.DESCRIPTION.of(values).equals(Column.DESCRIPTION.of(raw)));
        BadRow contradiction = parsed.contradiction();
        return contradiction != null ? contradiction : parsed;
    }

    private static OrderRow of(Place place, List<String> values, Intake intake, @Nullable Column odd, boolean trimmed) {
        String code = Column.STOCK_CODE.of(values);
        String sku = Goods.upper(code);
        LocalDateTime time = Objects.requireNonNull(Column.time(Column.INVOICE_DATE.of(values)), "checked before");
        return new OrderRow(
                place,
                intake.once(invoice(Column.INVOICE_NO.of(values))),
                intake.once(sku),
                intake.once(name(Column.DESCRIPTION.of(values))),
                Long.parseLong(Column.QUANTITY.of(values)),
                intake.once(time.toInstant(ZoneOffset.UTC)),
                intake.once(new BigDecimal(Column.UNIT_PRICE.of(values)).stripTrailingZeros()),
                intake.once(customer(Column.CUSTOMER_ID.of(values))),
                intake.once(Shown.shortened(Column.COUNTRY.of(values), MAX_NAME)),
                intake.goods().has(sku),
                odd,
                !code.equals(sku),
                trimmed);
    }

    /** A cancellation is one in lower case too. */
    private static String invoice(String value) {
        return value.startsWith("c") ? "C" + value.substring(1) : value;
    }

    /** On one line, as screens and reports show it. */
    private static String name(String value) {
        String line = value.chars().anyMatch(c -> c < ' ') ? value.replaceAll("[\\n\\r\\t]+", " ") : value;
        return Shown.shortened(Shown.printable(line), MAX_NAME);
    }

    /** The spreadsheet that the data came from wrote the customer 17850 as 17850.0. */
    private static String customer(String value) {
        return value.endsWith(".0") ? value.substring(0, value.length() - 2) : value;
    }

    private @Nullable BadRow contradiction() {
        if (cancels() && quantity > 0) {
            return new BadRow(
                    place,
                    Column.QUANTITY.title,
                    "invoice " + invoice + " takes back, but " + quantity + " is above 0");
        }
        if (goods && !cancels() && !corrects() && quantity < 0) {
            return new BadRow(
                    place,
                    Column.QUANTITY.title,
                    quantity + " is below 0, but the invoice takes nothing back and is no stock correction");
        }
        return goods && price.signum() < 0
                ? new BadRow(place, Column.UNIT_PRICE.title, price.toPlainString() + " is below 0")
                : null;
    }

    Content content() {
        return new Content(invoice, sku, name, quantity, at, price, customer, country);
    }

    LocalDate day() {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
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
}
