package io.inventory4j.live.plan;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Supplier;

/** Plans and problems for tests. */
final class Plans {
    private Plans() {}

    /** Goods of which 100 are there, 95 may be sold, and all of these are for the sale, in shared stock. */
    static PlannedSkuBuilder goods(String sku) {
        return PlannedSku.of(sku, Tier.PROFIT).onHand(100);
    }

    static List<PlanProblem> problems(Supplier<?> makes) {
        return assertThrows(PlanException.class, makes::get).problems();
    }

    /** The headers and messages of what is wrong. */
    static List<String> said(Supplier<?> makes) {
        return problems(makes).stream().map(PlanProblem::toString).toList();
    }
}
