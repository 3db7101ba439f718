package io.inventory4j.examples.replay.orders;

import io.inventory4j.Bounds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sorts the rows of all files: invoices into carts, and everything else into what it is. Counts each kind. */
final class OrderSorting {
    private final Map<String, List<OrderRow>> invoices = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Long> demand = new TreeMap<>();
    private final List<Event> events = new ArrayList<>();
    private final OrderNotes notes = new OrderNotes();
    private Instant latest = Instant.MIN;
    private int orders;
    private int carts;

    private OrderSorting() {}

    static OrderBook sort(List<OrderFile> files) {
        OrderSorting sorting = new OrderSorting();
        List<BadRow> bad = new ArrayList<>();
        for (OrderFile file : files) {
            file.orders().forEach(sorting::take);
            bad.addAll(file.bad());
        }
        sorting.invoices.values().forEach(sorting::sortInvoice);
        return new OrderBook(
                List.copyOf(sorting.events),
                sorting.orders,
                sorting.carts,
                sorting.names,
                sorting.demand,
                sorting.notes.list(sorting.orders, sorting.carts, bad.size()),
                List.copyOf(bad));
    }

    private void take(OrderRow row) {
        notes.read(row);
        if (row.goods()) {
            invoices.computeIfAbsent(row.invoice(), invoice -> new ArrayList<>())
                    .add(row);
            if (!row.corrects() && !row.name().isEmpty()) {
                names.putIfAbsent(row.sku(), row.name());
            }
        }
    }

    private void sortInvoice(List<OrderRow> rows) {
        OrderRow first = rows.get(0);
        if (first.at().isAfter(latest)) {
            latest = first.at();
        }
        if (first.cancels()) {
            events.add(new Event.TakeBack(
                    first.invoice(),
                    first.buyer(),
                    latest,
                    rows.stream()
                            .map(row -> new Event.TakeBack.Line(row.sku(), -row.quantity()))
                            .toList()));
            return;
        }
        Map<String, Long> lines = new LinkedHashMap<>();
        for (OrderRow row : rows) {
            if (row.corrects()) {
                String id = row.invoice() + "/" + row.row();
                events.add(new Event.Correction(id, row.sku(), row.quantity(), latest, row.name()));
            } else {
                notes.repeated(lines.containsKey(row.sku()));
                lines.merge(row.sku(), row.quantity(), Long::sum);
                demand.merge(row.sku(), row.quantity(), Long::sum);
            }
        }
        if (!lines.isEmpty()) {
            addCarts(first, lines);
        }
    }

    private void addCarts(OrderRow first, Map<String, Long> lines) {
        orders++;
        int parts = (lines.size() + Bounds.MAX_LINES - 1) / Bounds.MAX_LINES;
        notes.split(parts > 1);
        List<Map.Entry<String, Long>> all = new ArrayList<>(lines.entrySet());
        for (int part = 0; part < parts; part++) {
            int from = part * Bounds.MAX_LINES;
            Map<String, Long> some = new LinkedHashMap<>();
            all.subList(from, Math.min(all.size(), from + Bounds.MAX_LINES))
                    .forEach(line -> some.put(line.getKey(), line.getValue()));
            String id = parts == 1 ? first.invoice() : first.invoice() + "/" + (part + 1);
            events.add(new Event.Cart(id, carts++, first.buyer(), latest, some));
        }
    }
}
