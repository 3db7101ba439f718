package io.inventory4j.live.report.books;

import io.inventory4j.live.report.LineAccount;
import io.inventory4j.live.report.PlanPace;
import io.inventory4j.live.report.PlannedUnits;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was sold beside what the plan expects by then. */
final class PlanPaces {
    private PlanPaces() {}

    static List<PlanPace> of(List<PlannedUnits> plan, List<LineAccount> lines, Instant until) {
        Map<String, List<LineAccount>> bySku =
                lines.stream().collect(Collectors.groupingBy(line -> line.key().sku()));
        return sorted(plan.stream().map(planned -> pace(planned, bySku.getOrDefault(planned.sku(), List.of()), until)));
    }

    /** The hottest first. */
    static List<PlanPace> sorted(Stream<PlanPace> paces) {
        return paces.sorted(Comparator.comparingDouble((PlanPace pace) -> pace.sold() / Math.max(1, pace.due()))
                        .reversed())
                .toList();
    }

    /** A SKU that has sold out was not slow from then on: what was due is taken at its last sale. */
    private static PlanPace pace(PlannedUnits planned, List<LineAccount> lines, Instant until) {
        long sold = lines.stream().mapToLong(line -> line.terms().sold()).sum();
        boolean left = lines.stream().anyMatch(line -> line.remaining().available() > 0);
        Instant end = lines.stream()
                .map(LineAccount::lastSale)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .filter(last -> !left)
                .orElse(until);
        return PlanPace.of(planned, sold, end);
    }
}
