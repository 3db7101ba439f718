package io.inventory4j.live;

import io.inventory4j.Inventory;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.demand.DemandRow;
import io.inventory4j.live.report.AlertLine;
import io.inventory4j.live.report.LostDemandLine;
import io.inventory4j.live.report.OperationLine;
import io.inventory4j.live.report.PlannedUnits;
import io.inventory4j.live.report.books.ReportBuilder;
import io.inventory4j.live.report.books.SaleBooks;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the sale itself knows for its report: the journal of its lines, and what was done, told and lost. */
final class SaleAccount {
    private static final String ALL = "*";

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
        Set<StockKey> keys = new HashSet<>();
        lines.all().forEach(line -> line.shares().forEach(share -> keys.add(share.key())));
        SaleBooks books = SaleBooks.from(start).only(keys::contains).comparingOrders();
        books.catchUp(inventory);
        log.refresh();
        Instant from = log.began().orElse(now);
        return ReportBuilder.of(sale, books, from, now.isAfter(from) ? now : from)
                .levels(levels(books, keys))
                .names(names)
                .reservations(inventory::reservation)
                .plan(planned())
                .alerts(log.alerts().stream().map(SaleAccount::line).toList())
                .operations(log.operations().stream().map(SaleAccount::line).toList())
                .lostDemand(lost(log.demand().snapshot()));
    }

    /** Levels and books of one instant: while orders come, what is read is read again. */
    private Collection<StockLevel> levels(SaleBooks books, Set<StockKey> keys) {
        long before;
        Collection<StockLevel> levels;
        do {
            before = books.next();
            levels = inventory.levels(keys);
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

    private static AlertLine line(SaleAlert alert) {
        SaleAlert.@Nullable Acknowledgement seen = alert.acknowledgement();
        String kind = alert.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new AlertLine(
                alert.at(),
                alert.sku(),
                kind + threshold(alert),
                alert.roles().stream()
                        .sorted()
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")),
                seen == null ? null : seen.by().who(),
                seen == null ? null : seen.at());
    }

    private static String threshold(SaleAlert alert) {
        if (alert.minutes() > 0) {
            return " " + alert.minutes() + " min";
        }
        // That something is back needs no number: it was sold out before.
        boolean level = alert.kind() == SaleAlert.Kind.LOW || alert.kind() == SaleAlert.Kind.RISEN;
        return level && alert.percent() > 0 ? " " + alert.percent() + "%" : "";
    }

    private static OperationLine line(SaleOperation operation) {
        String outcome = operation.outcome();
        String what = operation.action().getClass().getSimpleName() + ": " + (outcome == null ? "under way" : outcome);
        String sku = operation.action().sku();
        return new OperationLine(
                operation.at(),
                operation.by().who(),
                what,
                sku == null ? ALL : sku,
                operation.by().why());
    }

    private static List<LostDemandLine> lost(List<DemandRow> rows) {
        return rows.stream()
                .filter(row -> row.minute() != null && row.requests() > 0)
                .map(row -> new LostDemandLine(
                        row.sku() == null ? ALL : row.sku(),
                        row.reason().name(),
                        row.channel(),
                        Objects.requireNonNull(row.minute()),
                        row.requests(),
                        row.units()))
                .toList();
    }
}
