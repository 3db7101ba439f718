package io.inventory4j.live;

import io.inventory4j.live.action.PlannedStep;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.action.Suggestion;
import io.inventory4j.live.demand.DemandRow;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All that a team looks at, by one reading of the journal and one of the levels. Immutable.
 *
 * @param at when, by the caller's clock
 * @param levels the lines where the sale sells, and those that their units come from
 * @param paces how fast the SKUs sell, in the order of the plan
 * @param waiting orders on the waiting list, by SKU; a SKU that nobody waits for is not in it
 * @param demand what all nodes have kept of lost demand
 * @param alerts all alerts, in the order of the journal
 * @param operations all operations, oldest first
 * @param steps all planned steps, oldest first
 * @param suggestions what the team could do now, SKU by SKU in the order of the plan
 */
public record SaleView(
        Instant at,
        Map<StockKey, StockLevel> levels,
        List<Pace> paces,
        Map<String, Integer> waiting,
        List<DemandRow> demand,
        List<SaleAlert> alerts,
        List<SaleOperation> operations,
        List<PlannedStep> steps,
        List<Suggestion> suggestions) {
    /** Copies the lists and maps. */
    public SaleView {
        Objects.requireNonNull(at, "at");
        levels = Map.copyOf(levels);
        paces = List.copyOf(paces);
        waiting = Map.copyOf(waiting);
        demand = List.copyOf(demand);
        alerts = List.copyOf(alerts);
        operations = List.copyOf(operations);
        steps = List.copyOf(steps);
        suggestions = List.copyOf(suggestions);
    }
}
