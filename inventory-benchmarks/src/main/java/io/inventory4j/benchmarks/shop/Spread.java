package io.inventory4j.benchmarks.shop;

import static io.inventory4j.benchmarks.measure.Contest.key;

import io.inventory4j.benchmarks.measure.Contest;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;

/** A day without a hot SKU: 1,000 SKUs, asked for by Zipf's law, and carts of 1 to 5 lines. */
public final class Spread {
    private static final long UNITS = 100_000_000;

    private Spread() {}

    public static void run(Store.Kind kind, Plan plan, Results results) throws Exception {
        String bench = "spread-" + kind.label();
        if (!plan.includes(kind.label())) {
            results.skip(bench, "the command line leaves it out");
            return;
        }
        Carts carts = Carts.zipf(plan.pick(20, 1_000, 1_000));
        try (Store store = kind.opening().open(carts, UNITS)) {
            SellerTurns turns = new SellerTurns(plan, carts);
            Contest contest = new Contest(bench, plan);
            for (int callers : plan.pick(new int[] {2}, new int[] {1, 64}, new int[] {1, 16, 64})) {
                contest.peer(key(store.peer(), callers));
                store.sellers().forEach((name, seller) -> contest.add(name, callers, turns.of(name, callers, seller)));
            }
            contest.run(results);
        }
    }
}
