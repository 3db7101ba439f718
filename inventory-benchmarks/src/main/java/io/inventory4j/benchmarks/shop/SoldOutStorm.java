package io.inventory4j.benchmarks.shop;

import static io.inventory4j.benchmarks.measure.Contest.key;

import io.inventory4j.benchmarks.measure.Contest;
import io.inventory4j.benchmarks.measure.Crowd;
import io.inventory4j.benchmarks.measure.Measured;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import java.util.Map;

/**
 * A crowd goes on asking for a SKU that is sold out. Beside the rate of refusals it counts how often the store was
 * called for that one SKU by this one node: without what the node asks for when nobody buys, for its feeds and sweeps.
 */
public final class SoldOutStorm {
    private static final long MANY = 1_000_000_000;
    private static final double NANOS_A_SECOND = 1e9;

    private SoldOutStorm() {}

    public static void run(Store.Kind kind, Plan plan, Results results) throws Exception {
        String bench = "sold-out-storm-" + kind.label();
        if (!plan.includes(kind.label())) {
            results.skip(bench, "the command line leaves it out");
            return;
        }
        // Nothing is stored, so a turn may ask as often as it can: calls a second are to be of whole seconds.
        long requests = plan.pick(200L, MANY, MANY);
        Plan rounds =
                new Plan(plan.mode(), 0, plan.pick(1, 5, 5), plan.pick(5_000L, 300L, 3_000L), requests, plan.stores());
        int callers = plan.pick(4, 64, 64);
        Carts carts = Carts.hot();
        try (Store store = kind.opening().open(carts, 1)) {
            Contest contest = new Contest(bench, rounds);
            contest.peer(key(store.peer(), callers));
            Map<String, Seller> sellers = store.sellers();
            for (var seller : sellers.entrySet()) {
                // Some sell from one stock, so that the first of them has its last unit; a turn fails if there is one.
                seller.getValue().reserve(Cart.of("first-" + seller.getKey(), "A"));
            }
            double atRest = atRest(store, rounds);
            for (var seller : sellers.entrySet()) {
                contest.add(
                        seller.getKey(),
                        callers,
                        round -> refused(store, atRest, seller.getValue(), round, callers, rounds));
            }
            contest.run(results);
        }
    }

    /** How often the store is called a second while nobody buys. */
    private static double atRest(Store store, Plan plan) throws InterruptedException {
        long before = store.calls();
        long began = System.nanoTime();
        Thread.sleep(plan.pick(10L, 300L, 3_000L));
        return (store.calls() - before) * NANOS_A_SECOND / (System.nanoTime() - began);
    }

    private static Measured refused(Store store, double atRest, Seller seller, int round, int callers, Plan plan)
            throws Exception {
        long before = store.calls();
        Measured measured = Crowd.run(callers, plan.turnMillis(), plan.mostCalls(), (caller, i) -> {
            if (seller.reserve(Cart.of("late" + round + "-" + caller + "-" + i, "A"))) {
                throw new IllegalStateException("more was sold than there is");
            }
            return 1;
        });
        double seconds = measured.orders() / measured.rate();
        double calls = Math.max(0, store.calls() - before - atRest * seconds);
        return measured.with("store_calls_per_request", calls / measured.orders())
                .with("store_calls_per_second", calls / seconds)
                .with("store_calls_at_rest", atRest);
    }
}
