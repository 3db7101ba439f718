package io.inventory4j.examples.replay.orders;

import io.inventory4j.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts the kinds of rows while they are sorted, and says what becomes of each. */
final class OrderNotes {
    private final Map<String, Long> noGoods = new TreeMap<>();
    private long buying;
    private long takingBack;
    private long found;
    private long foundUnits;
    private long missing;
    private long missingUnits;
    private long guests;
    private long gifts;
    private long recased;
    private long trimmed;
    private long repeated;
    private long split;

    void read(OrderRow row) {
        if (!row.goods()) {
            noGoods.merge(row.sku(), 1L, Long::sum);
            return;
        }
        recased += row.recased() ? 1 : 0;
        trimmed += row.trimmed() ? 1 : 0;
        if (row.cancels()) {
            takingBack++;
        } else if (row.corrects() && row.quantity() > 0) {
            found++;
            foundUnits += row.quantity();
        } else if (row.corrects()) {
            missing++;
            missingUnits -= row.quantity();
        } else {
            buying++;
            guests += row.anonymous() ? 1 : 0;
            gifts += row.price().signum() == 0 ? 1 : 0;
        }
    }

    void repeated(boolean article) {
        repeated += article ? 1 : 0;
    }

    void split(boolean invoice) {
        split += invoice ? 1 : 0;
    }

    List<OrderBook.Note> list(int orders, int carts, int bad) {
        List<OrderBook.Note> notes = new ArrayList<>();
        notes.add(note(buying, "buy goods", orders + " orders, " + carts + " carts"));
        add(notes, split, "orders of over " + Bounds.MAX_LINES + " lines", "split into carts <invoice>/1, /2, …");
        add(notes, repeated, "repeat an article of their order", "added up");
        add(notes, guests, "buy, without a customer", "the buyer is guest-<invoice>");
        add(notes, gifts, "buy, at price 0", "sold like any other: a gift takes stock too");
        add(
                notes,
                takingBack,
                "take goods back (invoice C…)",
                "taken off what the buyer has in this run, if anything; see below");
        add(
                notes,
                found,
                "correct stock upwards (nobody buys, at price 0)",
                units(foundUnits) + " units, received when it is their time");
        add(
                notes,
                missing,
                "correct stock downwards",
                units(missingUnits) + " units, written off as far as they are there");
        long charges = noGoods.values().stream().mapToLong(Long::longValue).sum();
        add(notes, charges, "are no goods (no five digits): " + codes(), "left out");
        add(notes, recased, "have a stock code in lower case", "read as upper case");
        add(notes, trimmed, "have blanks around the name", "trimmed");
        notes.add(note(bad, "bad rows", bad == 0 ? "none" : "left out, listed above"));
        return notes;
    }

    private String codes() {
        return noGoods.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(6)
                .map(code -> Column.printable(code.getKey()) + " " + code.getValue())
                .collect(Collectors.joining(", ", "", noGoods.size() > 6 ? ", …" : ""));
    }

    private static String units(long units) {
        return String.format(Locale.ROOT, "%,d", units);
    }

    private static void add(List<OrderBook.Note> notes, long rows, String what, String fate) {
        if (rows > 0) {
            notes.add(note(rows, what, fate));
        }
    }

    private static OrderBook.Note note(long rows, String what, String fate) {
        return new OrderBook.Note(rows, what, fate);
    }
}
