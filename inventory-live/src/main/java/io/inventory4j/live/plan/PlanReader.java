package io.inventory4j.live.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one file as a plan. For one thread and one file. */
final class PlanReader {
    private final String sale;
    private final CellTimes times;
    private final Map<Tier, TierDefaults> tiers;
    private final Set<String> ignored;
    private final PlanProblems problems = new PlanProblems();
    private final List<PlannedSku> lines = new ArrayList<>();
    private final List<Integer> rows = new ArrayList<>();
    private final Set<String> unreadable = new HashSet<>();

    PlanReader(String sale, CellTimes times, Map<Tier, TierDefaults> tiers, Set<String> ignored) {
        this.sale = sale;
        this.times = times;
        this.tiers = tiers;
        this.ignored = ignored;
    }

    SalePlan read(String text) {
        PlanTable table = new PlanTable(text, ignored, problems);
        if (!table.next()) {
            problems.throwIfAny();
            throw FileText.refused("the file is empty");
        }
        boolean whole = table.headers() && rows(table);
        // Of a file that was not read to its end, nobody knows which SKUs it has.
        if (whole) {
            new PlanRules(lines, unreadable)
                    .check((line, column, message) -> table.add(rows.get(line), column, "", message));
        }
        problems.throwIfAny();
        if (lines.isEmpty()) {
            throw FileText.refused("the file has no lines below its headers");
        }
        return new SalePlan(sale, lines);
    }

    /** Reads the rows below the headers; false where it did not come to the end. */
    private boolean rows(PlanTable table) {
        int found = 0;
        int before = problems.count();
        while (table.next()) {
            before = problems.count();
            Map<PlanColumn, String> cells = table.cells();
            if (cells.isEmpty()) {
                continue;
            }
            found++;
            if (found > SalePlan.MAX_LINES) {
                problems.add(PlanProblem.inFile(
                        table.row(), "the plan has more than " + SalePlan.MAX_LINES + " lines; it is read no further"));
                return false;
            }
            PlannedSku line = line(table, cells, before);
            if (line == null) {
                unreadable.add(cells.getOrDefault(PlanColumn.SKU, ""));
            } else {
                lines.add(line);
                rows.add(table.row());
            }
            before = problems.count();
        }
        return problems.count() == before;
    }

    /** The line of a row; null, with what is wrong reported, where there is none. */
    private @Nullable PlannedSku line(PlanTable table, Map<PlanColumn, String> cells, int before) {
        String sku = cells.get(PlanColumn.SKU);
        String word = cells.get(PlanColumn.TIER);
        Tier tier = null;
        if (sku == null) {
            table.add(table.row(), PlanColumn.SKU, "", "the SKU is missing");
        }
        if (word == null) {
            table.add(table.row(), PlanColumn.TIER, "", "the tier is missing");
        } else {
            try {
                tier = CellValues.tier(word);
            } catch (BadCell e) {
                table.add(table.row(), PlanColumn.TIER, word, String.valueOf(e.getMessage()));
            }
        }
        Tier known = tier == null ? Tier.LONG_TAIL : tier;
        PlannedSkuBuilder builder = PlannedSku.of(sku == null ? "?" : sku, known, TierDefaults.of(tiers, known));
        cells.forEach((column, cell) -> set(table, builder, column, cell));
        expected(table, builder, cells);
        if (problems.count() > before) {
            return null;
        }
        return built(table, builder, cells);
    }

    private @Nullable PlannedSku built(PlanTable table, PlannedSkuBuilder builder, Map<PlanColumn, String> cells) {
        try {
            PlannedSku line = builder.build();
            String sellable = cells.get(PlanColumn.SELLABLE);
            if (sellable != null && CellValues.number(sellable) != line.sellable()) {
                table.add(
                        table.row(),
                        PlanColumn.SELLABLE,
                        sellable,
                        SkuRules.about(line.sku()) + "sellable is on hand less the safety stock, which is "
                                + line.sellable() + "; leave it blank or correct one of them");
                return null;
            }
            return line;
        } catch (BadCell e) {
            // Its cell was read without complaint before, by the same method.
            throw new IllegalStateException(e);
        } catch (PlanException e) {
            for (PlanProblem problem : e.problems()) {
                PlanColumn column = Objects.requireNonNull(PlanColumn.of(problem.header()), "column");
                table.add(table.row(), column, cells.getOrDefault(column, ""), problem.message());
            }
            return null;
        }
    }

    private void set(PlanTable table, PlannedSkuBuilder line, PlanColumn column, String cell) {
        try {
            switch (column) {
                case SKU, TIER, IN_TRANSIT, IN_TRANSIT_DUE, REPLENISHMENT, REPLENISHMENT_DUE -> {}
                case NAME -> line.name(cell);
                case SPEC -> line.spec(cell);
                case LOCATION -> line.location(cell);
                case ON_HAND -> line.onHand(CellValues.number(cell));
                case ALLOTMENT -> line.allotment(CellValues.number(cell));
                case SAFETY_STOCK -> line.safety(CellValues.safety(cell));
                case SELLABLE -> CellValues.number(cell);
                case UNDER_INSPECTION -> line.underInspection(CellValues.number(cell));
                case TRANSFERABLE -> CellValues.units(cell).forEach(line::transferable);
                case CAP -> line.cap(limit(cell));
                case OPENS -> line.opensAt(times.millis(cell));
                case CLOSES -> line.closesAt(times.millis(cell));
                case SHARING -> line.isolated(CellValues.isolated(cell));
                case CHANNEL_SHARES -> CellValues.units(cell).forEach(line::channelShare);
                case BACKUP -> line.backup(cell);
                case PARTS -> CellValues.units(cell).forEach(line::part);
                case GIFTS -> CellValues.units(cell).forEach(line::gift);
                case ALERT_LEVELS -> line.alerts(CellValues.percentages(cell));
                case PACE_ALERT -> line.paceAlert(CellValues.paceAlert(cell));
                default -> setLimit(line, column, cell);
            }
        } catch (BadCell | IllegalArgumentException e) {
            table.add(table.row(), column, cell, String.valueOf(e.getMessage()));
        }
    }

    private void setLimit(PlannedSkuBuilder line, PlanColumn column, String cell) throws BadCell {
        switch (column) {
            case ORDER_MAXIMUM -> line.orderMaximum(limit(cell));
            case ORDER_MINIMUM -> line.orderMinimum(limit(cell));
            case MULTIPLES_OF -> line.multiplesOf(limit(cell));
            case PER_BUYER -> line.perBuyer(limit(cell));
            case PER_BUYER_WINDOW -> {
                PlannedLimits.WindowLimit limit = CellValues.windowLimit(cell);
                line.perBuyer(limit.units(), limit.window());
            }
            case PER_IDENTITY -> CellValues.units(cell).forEach(line::perIdentity);
            case PER_CHANNEL -> CellValues.units(cell).forEach(line::perChannel);
            case REGIONS_ALLOWED -> CellValues.items(cell).forEach(line::regionsAllowed);
            case REGIONS_DENIED -> CellValues.items(cell).forEach(line::regionsDenied);
            default -> throw new IllegalArgumentException(column + " is no limit");
        }
    }

    private static @Nullable Long limit(String cell) throws BadCell {
        return CellValues.none(cell) ? null : CellValues.number(cell);
    }

    /** Units that are expected, each with its time. */
    private void expected(PlanTable table, PlannedSkuBuilder line, Map<PlanColumn, String> cells) {
        Long inTransit = number(table, cells, PlanColumn.IN_TRANSIT);
        Instant inTransitDue = time(table, cells, PlanColumn.IN_TRANSIT_DUE);
        line.inTransit(inTransit == null ? 0 : inTransit, inTransitDue);
        Long replenishment = number(table, cells, PlanColumn.REPLENISHMENT);
        Instant replenishmentDue = time(table, cells, PlanColumn.REPLENISHMENT_DUE);
        line.replenishment(replenishment == null ? 0 : replenishment, replenishmentDue);
    }

    private static @Nullable Long number(PlanTable table, Map<PlanColumn, String> cells, PlanColumn column) {
        String cell = cells.get(column);
        try {
            return cell == null ? null : Long.valueOf(CellValues.number(cell));
        } catch (BadCell e) {
            table.add(table.row(), column, String.valueOf(cell), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable Instant time(PlanTable table, Map<PlanColumn, String> cells, PlanColumn column) {
        String cell = cells.get(column);
        try {
            return cell == null ? null : times.time(cell);
        } catch (BadCell e) {
            table.add(table.row(), column, String.valueOf(cell), String.valueOf(e.getMessage()));
            return null;
        }
    }
}
