package io.inventory4j.examples.replay.orders;

import io.inventory4j.stock.Bounds;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Sorts the rows of all files: invoices into carts, and everything else into what it is. Counts each kind. */
final class OrderSorting {
    /** A row with its place among all rows of goods. */
    private record Taken(int number, OrderRow row) {}

    /** What one customer has on one day of an invoice: another day means that the shop has begun to count anew. */
    private record Part(String customer, LocalDate day) {}

    private final Map<String, List<Taken>> invoices = new LinkedHashMap<>();

    /** What makes the events, by the first row of each. */
    private final NavigableMap<Integer, Runnable> inOrder = new TreeMap<>();

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, BigDecimal> prices = new HashMap<>();
    private final Map<String, Long> demand = new TreeMap<>();
    private final List<Event> events = new ArrayList<>();
    private final OrderNotes notes = new OrderNotes();
    private Instant latest = Instant.MIN;
    private int orders;
    private int carts;
    private int corrections;
    private int taken;

    private OrderSorting() {}

    static OrderBook sort(List<OrderFile> files) {
        OrderSorting sorting = new OrderSorting();
        Copies copies = new Copies();
        List<BadRow> bad = new ArrayList<>();
        for (OrderFile file : files) {
            copies.without(file, files.size() > 1, sorting.notes).forEach(sorting::take);
            sorting.notes.file(file);
            bad.addAll(file.bad());
        }
        sorting.notes.count(OrderNotes.Kind.BAD, bad.size());
        sorting.invoices.values().forEach(sorting::sortInvoice);
        sorting.inOrder.values().forEach(Runnable::run);
        return new OrderBook(
                List.copyOf(sorting.events),
                sorting.orders,
                sorting.carts,
                sorting.names,
                sorting.prices,
                sorting.demand,
                sorting.notes.list(sorting.orders, sorting.carts),
                sorting.notes.remarks(),
                List.copyOf(bad));
    }

    private void take(OrderRow row) {
        if (!row.goods()) {
            notes.noGoods(row);
            return;
        }
        notes.goods(row);
        invoices.computeIfAbsent(row.invoice(), invoice -> new ArrayList<>()).add(new Taken(taken++, row));
        if (!row.corrects() && !row.name().isEmpty()) {
            names.putIfAbsent(row.sku(), row.name());
        }
    }

    private void sortInvoice(List<Taken> rows) {
        Set<String> named = new HashSet<>();
        rows.forEach(taken -> named.add(taken.row.customer()));
        named.remove("");
        String only = named.size() == 1 ? named.iterator().next() : "";
        Map<Part, List<Taken>> parts = new LinkedHashMap<>();
        Set<String> customers = new HashSet<>();
        Set<LocalDate> days = new HashSet<>();
        for (Taken taken : rows) {
            OrderRow row = taken.row;
            if (row.corrects()) {
                inOrder.put(taken.number, () -> correct(row));
            } else {
                Part part = new Part(customer(row, only), row.day());
                customers.add(part.customer);
                days.add(part.day);
                parts.computeIfAbsent(part, key -> new ArrayList<>()).add(taken);
            }
        }
        parts.forEach((part, theirs) -> {
            String id = EventIds.order(
                    theirs.get(0).row.invoice(),
                    customers.size() > 1 ? part.customer : null,
                    days.size() > 1 ? part.day : null);
            List<OrderRow> order = theirs.stream().map(Taken::row).toList();
            inOrder.put(theirs.get(0).number, () -> sortOrder(id, part.customer, order, parts.size() > 1));
        });
    }

    /** Rows that name no customer are of the only one whom their invoice names. */
    private String customer(OrderRow row, String only) {
        if (!row.customer().isEmpty() || only.isEmpty()) {
            return row.customer();
        }
        notes.remark(
                OrderNotes.Kind.ADOPTED,
                row.place(),
                Column.CUSTOMER_ID,
                "is empty: bought by " + Shown.quoted(only) + ", the only customer of the invoice");
        return only;
    }

    private void correct(OrderRow row) {
        corrections++;
        String id = EventIds.numbered(EventIds.part(row.invoice()), corrections);
        events.add(new Event.Correction(id, row.sku(), row.quantity(), timeOf(row), row.name()));
    }

    private void sortOrder(String id, String customer, List<OrderRow> rows, boolean shared) {
        OrderRow first = rows.get(0);
        if (shared) {
            notes.remark(
                    OrderNotes.Kind.SHARED,
                    first.place(),
                    Column.INVOICE_NO,
                    Shown.quoted(first.invoice()) + " has several customers or days: this is the order " + id);
        }
        for (OrderRow row : rows) {
            if (!row.place().file().equals(first.place().file())) {
                notes.remark(
                        OrderNotes.Kind.CONTINUED,
                        row.place(),
                        Column.INVOICE_NO,
                        Shown.quoted(row.invoice()) + " begins in an earlier file: added to it");
            }
            if (!row.at().equals(first.at())) {
                notes.remark(
                        OrderNotes.Kind.OTHER_TIME,
                        row.place(),
                        Column.INVOICE_DATE,
                        row.at() + " is not the time of the order's first row: happens at " + first.at());
            }
        }
        String buyer = EventIds.buyer(id, customer);
        if (first.cancels()) {
            List<Event.TakeBack.Line> lines = rows.stream()
                    .map(row -> new Event.TakeBack.Line(row.sku(), -row.quantity()))
                    .toList();
            events.add(new Event.TakeBack(id, first.invoice(), buyer, timeOf(first), lines));
        } else {
            notes.count(OrderNotes.Kind.GUESTS, customer.isEmpty() ? rows.size() : 0);
            addCarts(id, buyer, timeOf(first), lines(rows));
        }
    }

    /** Never earlier than what is above it in the files. */
    private Instant timeOf(OrderRow row) {
        if (row.at().isBefore(latest)) {
            notes.remark(
                    OrderNotes.Kind.BACKWARDS,
                    row.place(),
                    Column.INVOICE_DATE,
                    row.at() + " is before " + latest + ", the time of what is above: happens then");
        } else {
            latest = row.at();
        }
        return latest;
    }

    private Map<String, Long> lines(List<OrderRow> rows) {
        Map<String, Long> lines = new LinkedHashMap<>();
        for (OrderRow row : rows) {
            notes.count(OrderNotes.Kind.REPEATED, lines.containsKey(row.sku()) ? 1 : 0);
            lines.merge(row.sku(), row.quantity(), Long::sum);
            demand.merge(row.sku(), row.quantity(), Long::sum);
            prices.putIfAbsent(row.sku(), row.price());
        }
        return lines;
    }

    private void addCarts(String id, String buyer, Instant at, Map<String, Long> lines) {
        orders++;
        int parts = (lines.size() + Bounds.MAX_LINES - 1) / Bounds.MAX_LINES;
        notes.count(OrderNotes.Kind.SPLIT, parts > 1 ? 1 : 0);
        List<Map.Entry<String, Long>> all = new ArrayList<>(lines.entrySet());
        for (int part = 0; part < parts; part++) {
            int from = part * Bounds.MAX_LINES;
            Map<String, Long> some = new LinkedHashMap<>();
            all.subList(from, Math.min(all.size(), from + Bounds.MAX_LINES))
                    .forEach(line -> some.put(line.getKey(), line.getValue()));
            events.add(new Event.Cart(parts == 1 ? id : EventIds.numbered(id, part + 1), carts++, buyer, at, some));
        }
    }
}
