package io.inventory4j.live;

import io.inventory4j.Inventory;
import io.inventory4j.live.demand.DemandRow;
import io.inventory4j.live.report.PlannedUnits;
import io.inventory4j.live.report.books.ReportBuilder;
import io.inventory4j.live.report.books.SaleBooks;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the sale itself knows for its report: the journal of its lines, and what was done, told and lost. */
final class SaleAccount {
    private final Inventory inventory;
    private final String sale;
    private final SaleLines lines;
    private final SaleLog log;
    private final long start;

    SaleAccount(Inventory inventory, String sale, SaleLines lines, SaleLog log, long start) {
        this.inventory = inventory;
        this.sale = sale;
        this.lines = lines;
        this.log = log;
        this.start = start;
    }

    /** A report until now, to which a shop can add what it knows besides. */
    ReportBuilder report(Map<String, String> names, Instant now) {
        Map<StockKey, SaleLine> shelves = new HashMap<>();
        Set<StockKey> keys = new HashSet<>();
        for (SaleLine line : lines.all()) {
            line.shares().forEach(share -> keys.add(share.key()));
            if (line.isolated() && !line.kit()) {
                shelves.put(line.stock(), line);
            }
        }
        SaleBooks books = SaleBooks.from(start).only(keys::contains).comparingOrders();
        books.catchUp(inventory);
        log.refresh();
        Instant from = log.began().orElse(now);
        List<DemandRow> demand = log.demand().snapshot();
        ReportBuilder report = ReportBuilder.of(sale, books, from, now.isAfter(from) ? now : from);
        List<StockLevel> levels = new ArrayList<>();
        for (StockLevel level : levels(books, keys, shelves.keySet())) {
            SaleLine shelved = shelves.get(level.key());
            if (keys.contains(level.key())) {
                levels.add(level);
            } else if (shelved != null) {
                report.shelf(level, soldAt(shelved));
            }
        }
        return report.levels(levels)
                .names(names)
                .kits(lines.all().stream()
                        .filter(SaleLine::kit)
                        .map(SaleLine::sku)
                        .collect(Collectors.toSet()))
                .reservations(inventory::reservation)
                .plan(planned())
                .alerts(log.alerts().stream().map(ReportLines::of).toList())
                .operations(log.operations().stream().map(ReportLines::of).toList())
                .lostDemand(ReportLines.lost(demand))
                .limits(ReportLines.limits(demand));
    }

    private static Set<StockKey> soldAt(SaleLine line) {
        return line.shares().stream().map(SaleLine.Share::key).collect(Collectors.toSet());
    }

    /** Levels and books of one instant: while orders come, what is read is read again. */
    private Collection<StockLevel> levels(SaleBooks books, Set<StockKey> keys, Set<StockKey> more) {
        Set<StockKey> all = new HashSet<>(keys);
        all.addAll(more);
        long before;
        Collection<StockLevel> levels;
        do {
            before = books.next();
            levels = inventory.levels(all);
            books.catchUp(inventory);
        } while (books.next() != before);
        return levels;
    }

    private List<PlannedUnits> planned() {
        return lines.all().stream().flatMap(line -> planned(line).stream()).toList();
    }

    /** What the plan expects of a SKU; empty where it does not say how much, or from when to when. */
    static Optional<PlannedUnits> planned(SaleLine line) {
        Instant opens = line.window().opensAt();
        Instant closes = line.window().closesAt();
        if (!line.allotted() || opens == null || closes == null) {
            return Optional.empty();
        }
        long units = line.shares().stream().mapToLong(SaleLine.Share::units).sum();
        return Optional.of(new PlannedUnits(line.sku(), Math.max(1, units), opens, closes));
    }
}
