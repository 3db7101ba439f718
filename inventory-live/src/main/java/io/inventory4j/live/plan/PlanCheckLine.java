package io.inventory4j.live.plan;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockLevel;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one line of a plan.
 *
 * @param planned the line
 * @param level the stock line as it was; null where there is none, as for a kit
 * @param sellable units that may be sold once the safety stock of the plan is withheld; of a kit, for how many kits
 *     there are parts; 0 or more
 * @param shortBy units of the allotment that are missing, 0 or more
 * @param sources where missing units could come from, what can be there at once first; empty if nothing is missing
 * @param findings what was found, the worst first
 */
public record PlanCheckLine(
        PlannedSku planned,
        @Nullable StockLevel level,
        long sellable,
        long shortBy,
        List<StockSource> sources,
        List<PlanFinding> findings) {
    /** Sorts and copies. */
    public PlanCheckLine {
        Objects.requireNonNull(planned, "planned");
        Bounds.limit("sellable", sellable);
        Bounds.limit("shortBy", shortBy);
        sources = List.copyOf(sources);
        findings = findings.stream()
                .sorted(Comparator.comparing(PlanFinding::severity))
                .toList();
    }

    /**
     * Whether the allotment is there.
     *
     * @return true if nothing is missing
     */
    public boolean enough() {
        return shortBy == 0;
    }

    /**
     * Whether what is missing can be there when the window opens.
     *
     * @return true if nothing is missing, or the sources that are in time have it together
     */
    public boolean canBeCovered() {
        long sum = 0;
        for (StockSource source : sources) {
            sum += source.inTime() && sum < shortBy ? source.units() : 0;
        }
        return sum >= shortBy;
    }

    /**
     * How bad the worst finding is.
     *
     * @return its severity, or empty where nothing was found
     */
    public Optional<PlanFinding.Severity> severity() {
        return findings.stream().findFirst().map(PlanFinding::severity);
    }
}
