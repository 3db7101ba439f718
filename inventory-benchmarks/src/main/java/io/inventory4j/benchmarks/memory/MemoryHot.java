package io.inventory4j.benchmarks.memory;

import static io.inventory4j.benchmarks.measure.Contest.key;

import io.inventory4j.benchmarks.measure.Contest;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import java.util.EnumSet;

/**
 * One hot SKU in memory: every order reserves one unit under a buyer limit, then confirms it. In the wave, all orders
 * reserve before any of them confirms.
 */
public final class MemoryHot {
    private MemoryHot() {}

    /** Each order is confirmed at once. */
    public static void hot(Plan plan, Results results) throws Exception {
        run("memory-hot", ShopTurns.Shape.HOT, plan, results);
    }

    /** All orders are reserved before any is confirmed. */
    public static void wave(Plan plan, Results results) throws Exception {
        run("memory-wave", ShopTurns.Shape.WAVE, plan, results);
    }

    private static void run(String bench, ShopTurns.Shape shape, Plan plan, Results results) throws Exception {
        if (!plan.includes("memory")) {
            results.skip(bench, "the command line leaves it out");
            return;
        }
        Plan rounds = rounds(plan);
        Contest contest = new Contest(bench, rounds);
        int orders = plan.pick(640, 20_000, 20_000);
        for (int callers : plan.pick(new int[] {1, 2}, new int[] {1, 8}, new int[] {1, 2, 8, 64})) {
            ShopTurns turns = new ShopTurns(orders, callers);
            contest.peer(key(Shops.KEEPING.label(), callers)).limit(key(Shops.BARE.label(), callers));
            // Nothing is refused here.
            for (Shops shop : EnumSet.complementOf(EnumSet.of(Shops.COUNTING))) {
                contest.add(shop.label(), callers, turns.of(shape, shop::open));
            }
        }
        contest.run(results);
    }

    /** A turn takes some ten milliseconds, so there are many: the compiler needs them to warm up. */
    static Plan rounds(Plan plan) {
        return new Plan(
                plan.mode(),
                plan.pick(0, 4, 12),
                plan.pick(1, 5, 11),
                plan.turnMillis(),
                plan.mostCalls(),
                plan.stores());
    }
}
