package io.inventory4j.live.plan;

import io.inventory4j.live.guard.GuardedCell;
import io.inventory4j.live.text.SaleLanguage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes plans as rows of cells. Where a tier could have a default, a value is written or the word for none.
 *
 * @param language the language of headers and words
 * @param times writes times
 */
record PlanWriter(SaleLanguage language, CellTimes times) {
    static List<String> headers(SaleLanguage language) {
        return Arrays.stream(PlanColumn.values())
                .map(column -> column.header(language))
                .toList();
    }

    List<List<String>> rows(SalePlan plan) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(headers(language));
        for (PlannedSku line : plan.lines()) {
            rows.add(Arrays.stream(PlanColumn.values())
                    .map(column -> GuardedCell.written(cell(line, column)))
                    .toList());
        }
        return rows;
    }

    private String orNone(@Nullable Long limit) {
        return limit == null ? CellValues.none(language) : limit.toString();
    }

    private String cell(PlannedSku line, PlanColumn column) {
        PlannedSupply supply = line.supply();
        return switch (column) {
            case SKU -> line.sku();
            case NAME -> line.name();
            case SPEC -> line.spec();
            case TIER -> CellValues.text(line.tier(), language);
            case LOCATION -> supply.location();
            case ON_HAND -> Long.toString(supply.onHand());
            case ALLOTMENT -> Long.toString(line.allotment());
            case SAFETY_STOCK -> CellValues.text(supply.safetyStock());
            case SELLABLE -> Long.toString(line.sellable());
            case IN_TRANSIT -> Long.toString(supply.inTransit());
            case IN_TRANSIT_DUE -> times.text(supply.inTransitDue());
            case REPLENISHMENT -> Long.toString(supply.replenishment());
            case REPLENISHMENT_DUE -> times.text(supply.replenishmentDue());
            case UNDER_INSPECTION -> Long.toString(supply.underInspection());
            case TRANSFERABLE -> CellValues.text(supply.transferable());
            case CAP -> CellValues.text(line.cap());
            case OPENS -> times.text(line.window().opensAt());
            case CLOSES -> times.text(line.window().closesAt());
            case SHARING -> CellValues.text(line.shares().isolated(), language);
            case CHANNEL_SHARES -> CellValues.text(line.shares().units());
            case BACKUP -> line.backup() == null ? "" : line.backup();
            case PARTS -> CellValues.text(line.parts());
            case GIFTS -> CellValues.text(line.gifts());
            case ALERT_LEVELS ->
                line.alertLevels().percentages().stream()
                        .map(percent -> percent + "%")
                        .collect(Collectors.joining("; "));
            case PACE_ALERT -> line.paceAlert() == null ? CellValues.none(language) : CellValues.text(line.paceAlert());
            default -> limit(line.limits(), column);
        };
    }

    private String limit(PlannedLimits limits, PlanColumn column) {
        return switch (column) {
            case ORDER_MAXIMUM -> orNone(limits.orderMaximum());
            case ORDER_MINIMUM -> CellValues.text(limits.orderMinimum());
            case MULTIPLES_OF -> CellValues.text(limits.multiplesOf());
            case PER_BUYER -> orNone(limits.perBuyer());
            case PER_BUYER_WINDOW -> limits.perBuyerWindow() == null ? "" : CellValues.text(limits.perBuyerWindow());
            case PER_IDENTITY -> CellValues.text(limits.perIdentity());
            case PER_CHANNEL -> CellValues.text(limits.perChannel());
            case REGIONS_ALLOWED -> String.join("; ", limits.regionsAllowed());
            case REGIONS_DENIED -> String.join("; ", limits.regionsDenied());
            default -> throw new IllegalArgumentException(column + " is no limit");
        };
    }
}
