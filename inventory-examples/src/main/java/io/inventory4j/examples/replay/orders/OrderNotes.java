package io.inventory4j.examples.replay.orders;

import io.inventory4j.stock.Bounds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts the kinds of rows and orders while they are sorted, and says what becomes of each. */
final class OrderNotes {
    private static final int CODES_SHOWN = 6;

    /** What is counted, in the order in which it is printed, and what becomes of it. */
    enum Kind {
        BUYING("buy goods", ""),
        SPLIT("orders of over " + Bounds.MAX_LINES + " lines", "split into carts <invoice>/1, /2, …"),
        REPEATED("repeat an article of their order", "added up"),
        GUESTS("buy, without a customer", "the buyer is guest/<order>"),
        GIFTS("buy, at price 0", "sold like any other: a gift takes stock too"),
        TAKING_BACK("take goods back (invoice C…)", "taken off what the buyer has in this run, if anything; see below"),
        FOUND("correct stock upwards (nobody buys, at price 0)", "received when it is their time"),
        MISSING("correct stock downwards", "written off as far as they are there"),
        RECASED("have a stock code in lower case", "read as upper case"),
        TRIMMED("have blanks around the name", "trimmed"),
        ODD("have no-break or invisible characters in a code or number", "read without them"),
        GARBLED("have a name with U+FFFD, so it was garbled before", "sold all the same"),
        NO_GOODS("are no goods", "left out; --no-goods names the codes"),
        COPIES("are in an earlier file, letter for letter", "left out"),
        CONTINUED("go on with an invoice of an earlier file", "added to it"),
        SHARED("orders by an invoice of several customers or days", "an order for each customer and day"),
        ADOPTED("have no customer, but others of their invoice have", "bought by that customer"),
        OTHER_TIME("have another time than the first row of their order", "happen with the first"),
        BACKWARDS("orders dated before the one above", "happen right after it"),
        UNUSED("columns of other titles", "not read"),
        UTF8("files of UTF-8 text", "read in another charset, as --charset says: names may be garbled"),
        BAD("bad rows", "left out, listed above");

        private final String what;
        private final String fate;

        Kind(String what, String fate) {
            this.what = what;
            this.fate = fate;
        }
    }

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, Place> first = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> units = new EnumMap<>(Kind.class);
    private final Map<String, Long> noGoods = new TreeMap<>();
    private final Map<String, String> noGoodsTexts = new HashMap<>();
    private final List<Remark> remarks = new ArrayList<>();

    /** Counts one. */
    void count(Kind kind) {
        count(kind, 1);
    }

    void count(Kind kind, long some) {
        counts.merge(kind, some, Long::sum);
    }

    /** Counts one, and keeps what the user has to know of it. */
    void remark(Kind kind, Place place, @Nullable Column column, String text) {
        count(kind);
        first.putIfAbsent(kind, place);
        remarks.add(new Remark(place.file(), place.row(), column == null ? "" : column.title, text));
    }

    /** Counts a row that is no goods. */
    void noGoods(OrderRow row) {
        noGoods.merge(row.sku(), 1L, Long::sum);
        String text = noGoodsTexts.computeIfAbsent(row.sku(), sku -> Shown.quoted(sku) + " is no goods: left out");
        remark(Kind.NO_GOODS, row.place(), Column.STOCK_CODE, text);
    }

    /** Counts what is worth knowing of a file as a whole: its charset, and columns that are none of an order file. */
    void file(OrderFile file) {
        if (file.utf8()) {
            remark(Kind.UTF8, new Place(file.name(), 1), null, "is UTF-8 text, and was read as --charset says");
        }
        for (String title : file.unused()) {
            remark(Kind.UNUSED, new Place(file.name(), 1), null, title + " is no title of an order file: not read");
        }
    }

    /** Counts a row of goods for all that can be seen in it alone. */
    void goods(OrderRow row) {
        count(Kind.RECASED, row.recased() ? 1 : 0);
        count(Kind.TRIMMED, row.trimmed() ? 1 : 0);
        if (row.odd() != null) {
            remark(Kind.ODD, row.place(), row.odd(), "has no-break or invisible characters: read without them");
        }
        if (row.name().indexOf('\uFFFD') >= 0) {
            remark(Kind.GARBLED, row.place(), Column.DESCRIPTION, Shown.quoted(row.name()) + " was garbled before");
        }
        if (row.cancels()) {
            count(Kind.TAKING_BACK);
        } else if (row.corrects()) {
            Kind kind = row.quantity() > 0 ? Kind.FOUND : Kind.MISSING;
            count(kind);
            units.merge(kind, Math.abs(row.quantity()), Long::sum);
        } else {
            count(Kind.BUYING);
            count(Kind.GIFTS, row.price().signum() == 0 ? 1 : 0);
        }
    }

    List<Remark> remarks() {
        return remarks;
    }

    List<OrderBook.Note> list(int orders, int carts) {
        List<OrderBook.Note> notes = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            long rows = counts.getOrDefault(kind, 0L);
            if (kind == Kind.BUYING) {
                notes.add(new OrderBook.Note(rows, kind.what, orders + " orders, " + carts + " carts"));
            } else if (kind == Kind.BAD) {
                notes.add(new OrderBook.Note(rows, kind.what, rows == 0 ? "none" : kind.fate));
            } else if (rows > 0) {
                notes.add(new OrderBook.Note(rows, what(kind), fate(kind)));
            }
        }
        return notes;
    }

    private String what(Kind kind) {
        return kind == Kind.NO_GOODS ? kind.what + ": " + codes() : kind.what;
    }

    private String fate(Kind kind) {
        Long some = units.get(kind);
        Place place = first.get(kind);
        return (some == null ? "" : String.format(Locale.ROOT, "%,d units, ", some))
                + kind.fate
                + (place == null ? "" : "; the first: " + place);
    }

    /** Which codes are no goods here, the most frequent first. */
    String codes() {
        return noGoods.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(CODES_SHOWN)
                .map(code -> Shown.printable(code.getKey()) + " " + code.getValue())
                .collect(Collectors.joining(", ", "", noGoods.size() > CODES_SHOWN ? ", …" : ""));
    }
}
