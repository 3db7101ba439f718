package io.inventory4j.live.report.books;

import io.inventory4j.live.report.EntryEvidence;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the journal says of each order. It grows with the steps of the orders. */
final class OrderBooks {
    private static final int MOST_ENTRIES = 200;

    /** One order. */
    static final class OrderBook {
        private final Map<StockKey, OrderedUnits> lines = new TreeMap<>();
        private final List<EntryEvidence> entries = new ArrayList<>(2);

        Map<StockKey, OrderedUnits> lines() {
            return lines;
        }

        List<EntryEvidence> entries() {
            return entries;
        }

        /** The entries of a SKU, oldest first. */
        List<EntryEvidence> entries(String sku) {
            return entries.stream()
                    .filter(entry -> entry.key().sku().equals(sku))
                    .toList();
        }
    }

    /** What one order has of one line. */
    static final class OrderedUnits {
        private long sold;
        private long shipped;
        private long returned;

        /** Sold, less what was given back. */
        long sold() {
            return sold;
        }

        long shipped() {
            return shipped;
        }

        long returned() {
            return returned;
        }
    }

    private final Map<String, OrderBook> orders = new TreeMap<>();

    void enter(JournalEntry entry) {
        switch (entry.kind()) {
            case MOVE, SALE_STATE -> {
                return;
            }
            default -> {
                // Of an order.
            }
        }
        OrderBook order = orders.computeIfAbsent(entry.command(), none -> new OrderBook());
        OrderedUnits units = order.lines.computeIfAbsent(entry.change().key(), none -> new OrderedUnits());
        long committed = entry.change().delta(Bucket.COMMITTED);
        switch (entry.kind()) {
            case SHIP -> units.shipped -= committed;
            case RETURN -> units.returned += entry.change().delta(Bucket.QUALITY_CONTROL);
            default -> units.sold += committed;
        }
        if (order.entries.size() < MOST_ENTRIES) {
            order.entries.add(EntryEvidence.of(entry));
        }
    }

    Map<String, OrderBook> orders() {
        return orders;
    }
}
