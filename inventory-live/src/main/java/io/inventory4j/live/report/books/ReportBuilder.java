package io.inventory4j.live.report.books;

import io.inventory4j.Reservation;
import io.inventory4j.live.guard.SaleNames;
import io.inventory4j.live.report.AlertLine;
import io.inventory4j.live.report.CountedLine;
import io.inventory4j.live.report.DiscrepancyKind;
import io.inventory4j.live.report.FeedDelay;
import io.inventory4j.live.report.LimitHit;
import io.inventory4j.live.report.LineAccount;
import io.inventory4j.live.report.LostDemandLine;
import io.inventory4j.live.report.OperationLine;
import io.inventory4j.live.report.PlanPace;
import io.inventory4j.live.report.PlannedUnits;
import io.inventory4j.live.report.PlatformOrder;
import io.inventory4j.live.report.ReportChecks;
import io.inventory4j.live.report.SaleDiscrepancy;
import io.inventory4j.live.report.SaleReport;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link SaleReport} of books, and of what its owner knows beside them. All but the books may be left out: what
 * was not given is not compared, or not in the report. For one thread.
 */
public final class ReportBuilder {
    private final String sale;
    private final SaleBooks books;
    private final Instant from;
    private final Instant until;
    private Map<StockKey, StockLevel> levels = Map.of();
    private Map<StockKey, Long> counts = Map.of();
    private final Shelves shelves = new Shelves();
    private @Nullable List<PlatformOrder> platformOrders;
    private Function<String, Optional<Reservation>> reservations = order -> Optional.empty();
    private Function<String, @Nullable String> names = sku -> null;
    private Set<String> kits = Set.of();
    private List<PlannedUnits> plan = List.of();
    private @Nullable List<PlanPace> paces;
    private List<LostDemandLine> lostDemand = List.of();
    private List<LimitHit> limits = List.of();
    private List<AlertLine> alerts = List.of();
    private List<FeedDelay> feedDelays = List.of();
    private List<OperationLine> operations = List.of();

    private ReportBuilder(String sale, SaleBooks books, Instant from, Instant until) {
        this.sale = Objects.requireNonNull(sale, "sale");
        this.books = Objects.requireNonNull(books, "books");
        this.from = Objects.requireNonNull(from, "from");
        this.until = Objects.requireNonNull(until, "until");
    }

    /**
     * A report of books.
     *
     * @param sale what the sale is called
     * @param books its books, which have caught up
     * @param from when it began
     * @param until when it ended, or now
     * @return a builder that knows nothing else
     */
    public static ReportBuilder of(String sale, SaleBooks books, Instant from, Instant until) {
        return new ReportBuilder(sale, books, from, until);
    }

    /**
     * Compares the books with the ledger. Read the levels first and let the books catch up afterwards; or do both when
     * nothing changes any more. A line that the books do not know is in the report with what it has.
     *
     * @param ledger levels of the sale's lines
     * @return this builder
     */
    public ReportBuilder levels(Collection<StockLevel> ledger) {
        Map<StockKey, StockLevel> byKey = new TreeMap<>();
        ledger.stream()
                .filter(level -> !level.key().sku().startsWith(SaleNames.MARK))
                .forEach(level -> byKey.put(level.key(), level));
        levels = byKey;
        return this;
    }

    /**
     * Compares the books with a physical count. It counts what is on hand: units that are sold and not yet shipped, and
     * damaged ones, are in it. A line that is neither in the books nor a {@linkplain #shelf shelf} cannot be
     * compared, and is reported.
     *
     * @param counted units found, by line, 0 to 2^53 - 1
     * @return this builder
     * @throws IllegalArgumentException if a number is out of bounds
     */
    public ReportBuilder counts(Map<StockKey, Long> counted) {
        counted.forEach((key, found) -> Bounds.limit("count of " + key, found));
        counts = new TreeMap<>(counted);
        return this;
    }

    /**
     * Says that goods of some lines lie where a line outside of the books has its own: a count of that line is of all
     * of them, but for lines that were counted by themselves.
     *
     * @param outside the level of the line outside of the books, of the same moment as the books
     * @param lines lines of the books
     * @return this builder
     */
    public ReportBuilder shelf(StockLevel outside, Set<StockKey> lines) {
        shelves.add(outside, lines);
        return this;
    }

    /**
     * Compares the books with an order list from elsewhere. The books must have been kept with
     * {@link SaleBooks#comparingOrders()}.
     *
     * @param orders all orders of the sale that are sold; several lines of one order and SKU are added up
     * @return this builder
     * @throws IllegalStateException if the books do not have orders
     */
    public ReportBuilder platformOrders(Collection<PlatformOrder> orders) {
        if (books.orders().isEmpty()) {
            throw new IllegalStateException("the books were not kept with comparingOrders()");
        }
        platformOrders = List.copyOf(orders);
        return this;
    }

    /**
     * Gives access to the ledger's reservations, for orders that do not agree: an exchange is in the journal under the
     * new order's id only (rule 1.11), by what it changed. One read of the store for each such order.
     *
     * @param byId such as {@code inventory::reservation}
     * @return this builder
     */
    public ReportBuilder reservations(Function<String, Optional<Reservation>> byId) {
        reservations = Objects.requireNonNull(byId, "byId");
        return this;
    }

    /**
     * Gives names to SKUs.
     *
     * @param bySku names by SKU; a SKU without one is called by itself
     * @return this builder
     */
    public ReportBuilder names(Map<String, String> bySku) {
        Map<String, String> copy = Map.copyOf(bySku);
        names = copy::get;
        return this;
    }

    /**
     * Says which SKUs are kits. Their lines are in no total, because their parts are; and orders are compared by a kit
     * only if the platform's list has it.
     *
     * @param skus the SKUs
     * @return this builder
     */
    public ReportBuilder kits(Set<String> skus) {
        kits = Set.copyOf(skus);
        return this;
    }

    /**
     * Compares what was sold with the plan.
     *
     * @param skus what the plan expects
     * @return this builder
     */
    public ReportBuilder plan(Collection<PlannedUnits> skus) {
        plan = List.copyOf(skus);
        return this;
    }

    /**
     * Says how what was sold compares with the plan, in place of what the books can say: they do not know a SKU that
     * was sold out from one whose rest was taken away.
     *
     * @param against one for each SKU that was planned
     * @return this builder
     */
    public ReportBuilder paces(Collection<PlanPace> against) {
        paces = List.copyOf(against);
        return this;
    }

    /**
     * Sets the refused demand.
     *
     * @param lost by SKU, reason, channel and minute
     * @return this builder
     */
    public ReportBuilder lostDemand(Collection<LostDemandLine> lost) {
        lostDemand = List.copyOf(lost);
        return this;
    }

    /**
     * Sets the purchase limits that refused orders.
     *
     * @param hit the limits
     * @return this builder
     */
    public ReportBuilder limits(Collection<LimitHit> hit) {
        limits = List.copyOf(hit);
        return this;
    }

    /**
     * Sets the alerts.
     *
     * @param fired with who acknowledged them
     * @return this builder
     */
    public ReportBuilder alerts(Collection<AlertLine> fired) {
        alerts = sorted(fired, AlertLine::at);
        return this;
    }

    /**
     * Sets how long a change took to the terminals.
     *
     * @param measured one for each feed
     * @return this builder
     */
    public ReportBuilder feedDelays(Collection<FeedDelay> measured) {
        feedDelays = List.copyOf(measured);
        return this;
    }

    /**
     * Sets what the team did.
     *
     * @param done the operations
     * @return this builder
     */
    public ReportBuilder operations(Collection<OperationLine> done) {
        operations = sorted(done, OperationLine::at);
        return this;
    }

    private static <T> List<T> sorted(Collection<T> all, Function<T, Instant> at) {
        return all.stream().sorted(Comparator.comparing(at)).toList();
    }

    /**
     * Makes the report.
     *
     * @return the report
     * @throws ArithmeticException if the platform's lines of one order and SKU sum up to more than a long holds
     */
    public SaleReport build() {
        synchronized (books) {
            Map<StockKey, StockBook> known = new TreeMap<>();
            books.books().forEach(book -> known.put(book.key(), book));
            levels.forEach((key, level) -> known.computeIfAbsent(key, none -> new StockBook(level, true, 1)));
            List<LineAccount> lines = known.values().stream()
                    .map(book -> book.line(
                            name(book.key().sku()), kits.contains(book.key().sku())))
                    .toList();
            List<SaleDiscrepancy> all = new ArrayList<>(LineComparison.of(known, levels, counts, shelves));
            if (books.lost() > 0) {
                all.add(new SaleDiscrepancy(
                        DiscrepancyKind.JOURNAL_INCOMPLETE, null, null, null, 0, books.lost(), Map.of(), List.of()));
            }
            books.orders()
                    .map(orders -> new OrderComparison(orders, known, reservations, kits).compare(platformOrders))
                    .ifPresent(all::addAll);
            all.sort(Comparator.comparing(SaleDiscrepancy::kind));
            return report(lines, all, known);
        }
    }

    private SaleReport report(List<LineAccount> lines, List<SaleDiscrepancy> all, Map<StockKey, StockBook> known) {
        return new SaleReport(
                sale,
                from,
                until,
                lines,
                all,
                known.values().stream().mapToLong(StockBook::unlisted).sum(),
                new ReportChecks(
                        books.entries(),
                        levels.size(),
                        counts.size(),
                        books.orders().isPresent(),
                        platformOrders == null ? -1 : platformOrders.size()),
                counted(known),
                paces == null ? PlanPaces.of(plan, lines, until) : PlanPaces.sorted(paces.stream()),
                lostDemand,
                limits,
                alerts,
                feedDelays,
                operations);
    }

    private String name(String sku) {
        String name = names.apply(sku);
        return name == null || name.isBlank() ? sku : name;
    }

    private List<CountedLine> counted(Map<StockKey, StockBook> known) {
        List<CountedLine> lines = new ArrayList<>();
        counts.forEach((key, counted) -> shelves.counted(key, known, counts.keySet())
                .ifPresent(there -> lines.add(new CountedLine(key, there.onHand(), counted))));
        return lines;
    }
}
