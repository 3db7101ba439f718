package io.inventory4j.live.report.books;

import io.inventory4j.Reservation;
import io.inventory4j.ReservedLine;
import io.inventory4j.live.report.DiscrepancyKind;
import io.inventory4j.live.report.EntryEvidence;
import io.inventory4j.live.report.PlatformOrder;
import io.inventory4j.live.report.SaleDiscrepancy;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What does not agree within the books of each order, and between them and another list of orders. */
final class OrderComparison {
    private final OrderBooks books;
    private final Function<String, Optional<Reservation>> reservations;
    private final Set<String> notListed;
    private final Map<StockKey, Long> soldBefore = new HashMap<>();
    private final Map<String, Long> takenOver = new HashMap<>();
    private final List<SaleDiscrepancy> found = new ArrayList<>();

    OrderComparison(
            OrderBooks books,
            Map<StockKey, StockBook> lines,
            Function<String, Optional<Reservation>> reservations,
            Set<String> kits) {
        this.books = books;
        this.reservations = reservations;
        // A kit's order has a line of its own besides its parts; most lists know one or the other.
        notListed = new HashSet<>(kits);
        lines.forEach((key, book) -> soldBefore.put(key, book.unshippedAtOpening()));
    }

    List<SaleDiscrepancy> compare(@Nullable List<PlatformOrder> platform) {
        Map<String, Map<String, Long>> theirs = new HashMap<>();
        if (platform != null) {
            platform.forEach(line -> notListed.remove(line.sku()));
            platform.forEach(line -> theirs.computeIfAbsent(line.order(), none -> new TreeMap<>())
                    .merge(line.sku(), line.quantity(), Math::addExact));
        }
        // Sorted, so that a report does not depend on how a map hashes.
        TreeSet<String> orders = new TreeSet<>(theirs.keySet());
        books.orders().forEach(orders::add);
        for (String order : orders) {
            OrderBooks.OrderBook book = books.order(order);
            Map<StockKey, OrderBooks.OrderedUnits> lines = book.lines();
            lines.forEach((key, units) -> settled(book, key, units));
            settledTwice(book);
            if (platform != null) {
                platform(book, lines, theirs.getOrDefault(order, Map.of()), false);
            }
        }
        if (platform != null) {
            lookFurther(orders, theirs);
        }
        return found;
    }

    private void settled(OrderBooks.OrderBook book, StockKey key, OrderBooks.OrderedUnits units) {
        String order = book.order();
        if (units.shipped() > Math.max(0, units.sold()) && !shippedElsewise(order, key, units)) {
            found.add(new SaleDiscrepancy(
                    DiscrepancyKind.SHIPPED_TOO_MUCH,
                    key,
                    key.sku(),
                    order,
                    Math.max(0, units.sold()),
                    units.shipped(),
                    Map.of(),
                    book.entries(key.sku())));
        }
        if (units.returned() > units.shipped() && !returnedElsewise(order, key, units)) {
            found.add(new SaleDiscrepancy(
                    DiscrepancyKind.RETURNED_TOO_MUCH,
                    key,
                    key.sku(),
                    order,
                    units.shipped(),
                    units.returned(),
                    Map.of(),
                    book.entries(key.sku())));
        }
    }

    /** Of each settlement, a line has one entry. */
    private void settledTwice(OrderBooks.OrderBook book) {
        record Once(String settlement, StockKey key) {}
        if (book.steps().size() < 2) {
            return;
        }
        Map<Once, List<OrderBooks.Step>> bySettlement = new LinkedHashMap<>();
        for (OrderBooks.Step step : book.steps()) {
            String settlement = step.settlement();
            if (settlement != null) {
                bySettlement
                        .computeIfAbsent(new Once(settlement, step.key()), none -> new ArrayList<>())
                        .add(step);
            }
        }
        bySettlement.forEach((once, steps) -> {
            if (steps.size() > 1) {
                found.add(new SaleDiscrepancy(
                        DiscrepancyKind.SETTLED_TWICE,
                        once.key(),
                        once.key().sku(),
                        book.order(),
                        1,
                        steps.size(),
                        Map.of(),
                        book.cited(steps)));
            }
        });
    }

    /** Sold before the books began, or by an exchange, of which the journal has only the difference. */
    private boolean shippedElsewise(String order, StockKey key, OrderBooks.OrderedUnits units) {
        Optional<ReservedLine> line = line(order, key);
        if (line.isPresent()) {
            return line.get().shipped() >= units.shipped();
        }
        if (units.sold() != 0) {
            return false;
        }
        long before = soldBefore.getOrDefault(key, 0L);
        soldBefore.put(key, Math.max(0, before - units.shipped()));
        return units.shipped() <= before;
    }

    /** Without the ledger's word, goods that left before the books began may come back in any number. */
    private boolean returnedElsewise(String order, StockKey key, OrderBooks.OrderedUnits units) {
        return line(order, key)
                .map(line -> line.returned() >= units.returned())
                .orElse(units.sold() == 0 && units.shipped() == 0);
    }

    private Optional<ReservedLine> line(String order, StockKey key) {
        return reservations.apply(order).map(reservation -> reservation.line(key));
    }

    /**
     * An exchange is entered for the new order, so that the old one has more by its entries than it really has. Over
     * all orders of a SKU the entries are right: while what was read of the ledger says otherwise in sum, an order is
     * wrong that agreed with the platform, and was not read.
     */
    private void lookFurther(Collection<String> orders, Map<String, Map<String, Long>> theirs) {
        for (String order : orders) {
            takenOver.values().removeIf(units -> units == 0);
            if (takenOver.isEmpty()) {
                return;
            }
            OrderBooks.OrderBook book = books.order(order);
            platform(book, book.lines(), theirs.getOrDefault(order, Map.of()), true);
        }
    }

    private void platform(
            OrderBooks.OrderBook book,
            Map<StockKey, OrderBooks.OrderedUnits> lines,
            Map<String, Long> there,
            boolean further) {
        Map<String, Long> here = new TreeMap<>();
        lines.forEach((key, units) -> here.merge(key.sku(), units.sold(), Long::sum));
        TreeSet<String> skus = new TreeSet<>(there.keySet());
        skus.addAll(here.keySet());
        skus.removeAll(notListed);
        for (String sku : skus) {
            long listed = there.getOrDefault(sku, 0L);
            long byJournal = here.getOrDefault(sku, 0L);
            boolean agrees = listed == byJournal && !book.tookOver(sku);
            if (further ? agrees && here.containsKey(sku) && takenOver.containsKey(sku) : !agrees) {
                compare(book, sku, listed, byJournal);
            }
        }
    }

    private void compare(OrderBooks.OrderBook book, String sku, long there, long byJournal) {
        Optional<Long> byLedger = reservations.apply(book.order()).map(reservation -> sold(reservation, sku));
        List<EntryEvidence> entries = book.entries(sku);
        if (!entries.isEmpty()) {
            byLedger.ifPresent(units -> takenOver.merge(sku, units - byJournal, Long::sum));
        }
        long here = byLedger.orElse(Math.max(0, byJournal));
        if (there != here) {
            DiscrepancyKind kind = kind(there, here);
            found.add(new SaleDiscrepancy(kind, null, sku, book.order(), there, here, Map.of(), entries));
        }
    }

    private static DiscrepancyKind kind(long there, long here) {
        if (here == 0) {
            return DiscrepancyKind.ORDER_ONLY_THERE;
        }
        return there == 0 ? DiscrepancyKind.ORDER_ONLY_HERE : DiscrepancyKind.ORDER_QUANTITY_DIFFERS;
    }

    private static long sold(Reservation reservation, String sku) {
        return reservation.lines().stream()
                .filter(line -> line.key().sku().equals(sku))
                .mapToLong(line -> line.committed() + line.shipped())
                .sum();
    }
}
