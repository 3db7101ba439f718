package io.inventory4j.live.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * The account of a sale. {@code ReportBuilder} makes it.
 *
 * @param sale what the sale is called
 * @param from when it began
 * @param until when it ended, or when the report was made
 * @param lines the account of each stock line, by SKU and location
 * @param discrepancies what does not agree, the gravest kind first; none where all that was compared agrees
 * @param unlisted how many discrepancies of a line's journal came after the first 20 of that line
 * @param checks what was compared
 * @param counted the physical count beside the books
 * @param paces what was sold against the plan, hottest first
 * @param lostDemand refused demand
 * @param limits purchase limits that refused orders
 * @param alerts alerts, with who acknowledged them
 * @param feedDelays how long a change took to the terminals
 * @param operations what the team did
 */
public record SaleReport(
        String sale,
        Instant from,
        Instant until,
        List<LineAccount> lines,
        List<SaleDiscrepancy> discrepancies,
        long unlisted,
        ReportChecks checks,
        List<CountedLine> counted,
        List<PlanPace> paces,
        List<LostDemandLine> lostDemand,
        List<LimitHit> limits,
        List<AlertLine> alerts,
        List<FeedDelay> feedDelays,
        List<OperationLine> operations) {
    /** Checks that all is there, and copies the lists. */
    public SaleReport {
        Objects.requireNonNull(sale, "sale");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(checks, "checks");
        lines = List.copyOf(lines);
        discrepancies = List.copyOf(discrepancies);
        counted = List.copyOf(counted);
        paces = List.copyOf(paces);
        lostDemand = List.copyOf(lostDemand);
        limits = List.copyOf(limits);
        alerts = List.copyOf(alerts);
        feedDelays = List.copyOf(feedDelays);
        operations = List.copyOf(operations);
    }

    /**
     * The closing equation over all lines of goods. What was transferred between two of them is on both sides. Kits are
     * not in it: their parts are.
     *
     * @return the sums
     */
    public ClosingTerms total() {
        return sum(LineAccount::terms, ClosingTerms.NONE, ClosingTerms::plus);
    }

    /**
     * What orders did, over all lines of goods.
     *
     * @return the sums
     */
    public SoldUnits totalUnits() {
        return sum(LineAccount::units, SoldUnits.NONE, SoldUnits::plus);
    }

    /**
     * Where the units are at the end, over all lines of goods.
     *
     * @return the sums
     */
    public RemainingUnits totalRemaining() {
        return sum(LineAccount::remaining, RemainingUnits.NONE, RemainingUnits::plus);
    }

    /**
     * The closing equation of each SKU, over its locations.
     *
     * @return the terms by SKU, in the order of SKUs
     */
    public Map<String, ClosingTerms> termsBySku() {
        Map<String, ClosingTerms> bySku = new TreeMap<>();
        lines.forEach(line -> bySku.merge(line.key().sku(), line.terms(), ClosingTerms::plus));
        return bySku;
    }

    private <T> T sum(Function<LineAccount, T> of, T none, BinaryOperator<T> plus) {
        return lines.stream().filter(line -> !line.kit()).map(of).reduce(none, plus);
    }
}
