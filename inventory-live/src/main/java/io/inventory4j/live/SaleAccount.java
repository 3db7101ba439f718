package io.inventory4j.live;

import io.inventory4j.Inventory;
import io.inventory4j.live.demand.DemandRow;
import io.inventory4j.live.report.PlanPace;
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
import java.util.stream.IntStream;

/** What the sale itself knows for its report: the journal of its lines, and what was done, told and lost. */
final class SaleAccount {
    /** How often levels are read again, while orders come. */
    private static final int READINGS = 20;

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
                .paces(paces(levels, now))
                .alerts(log.alerts().stream().map(ReportLines::of).toList())
                .operations(log.operations().stream().map(ReportLines::of).toList())
                .lostDemand(ReportLines.lost(demand))
                .limits(ReportLines.limits(demand));
    }

    private static Set<StockKey> soldAt(SaleLine line) {
        return line.shares().stream().map(SaleLine.Share::key).collect(Collectors.toSet());
    }

    /**
     * Levels and books of one instant. While orders come, what is read is read again; of a line that never holds still,
     * the level is left out, and so is not compared.
     */
    private Collection<StockLevel> levels(SaleBooks books, Set<StockKey> keys, Set<StockKey> more) {
        Set<StockKey> all = new HashSet<>(keys);
        all.addAll(more);
        Collection<StockLevel> levels = List.of();
        for (int reading = 0; reading < READINGS; reading++) {
            levels = inventory.levels(all);
            books.catchUp(inventory);
            if (levels.stream().allMatch(level -> agrees(books, level))) {
                return levels;
            }
        }
        return levels.stream().filter(level -> agrees(books, level)).toList();
    }

    /** Whether the books of a line are as far as its level; a level without books has no entry. */
    private static boolean agrees(SaleBooks books, StockLevel level) {
        return books.version(level.key())
                .map(version -> version == level.version())
                .orElse(true);
    }

    private List<PlanPace> paces(List<StockLevel> levels, Instant now) {
        Map<StockKey, StockLevel> byKey = new HashMap<>();
        levels.forEach(level -> byKey.put(level.key(), level));
        return log.paces(book -> IntStream.range(0, lines.all().size())
                .mapToObj(number ->
                        Optional.ofNullable(book.pace(number, byKey, now).against()))
                .flatMap(Optional::stream)
                .toList());
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
