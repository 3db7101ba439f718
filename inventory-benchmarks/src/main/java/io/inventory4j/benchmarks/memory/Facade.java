package io.inventory4j.benchmarks.memory;

import static io.inventory4j.benchmarks.measure.Contest.key;

import io.inventory4j.benchmarks.measure.Contest;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.limits.PurchaseLimits;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a shop calls, from the bare inventory to one with a limit, alerts and a listener: what each of them costs an
 * order that is reserved and confirmed.
 */
public final class Facade {
    private Facade() {}

    public static void run(Plan plan, Results results) throws Exception {
        if (!plan.includes("memory")) {
            results.skip("facade", "the command line leaves it out");
            return;
        }
        Contest contest = new Contest("facade", MemoryHot.rounds(plan));
        LongAdder heard = new LongAdder();
        for (int callers : plan.pick(new int[] {1}, new int[] {1, 8}, new int[] {1, 8})) {
            ShopTurns turns = new ShopTurns(plan.pick(640, 20_000, 20_000), callers);
            contest.peer(key(Shops.KEEPING.label(), callers));
            contest.add("inventory-bare", callers, hot(turns, Facade::bare));
            contest.add("inventory-limit", callers, hot(turns, Facade::limited));
            contest.add("inventory-limit-alerts", callers, hot(turns, () -> alerting(heard)));
            contest.add("inventory-limit-alerts-listener", callers, hot(turns, () -> listening(heard)));
            contest.add(Shops.KEEPING.label(), callers, turns.of(ShopTurns.Shape.HOT, Shops.KEEPING::open));
        }
        contest.run(results);
        if (heard.sum() == 0) {
            throw new IllegalStateException("no listener heard anything");
        }
    }

    private interface Build {
        InventoryBuilder builder();
    }

    private static Contest.Turn hot(ShopTurns turns, Build build) {
        return turns.of(ShopTurns.Shape.HOT, stock -> new InventoryShop(build.builder(), stock));
    }

    private static InventoryBuilder bare() {
        return InventoryBuilder.inMemory();
    }

    private static InventoryBuilder limited() {
        return bare().policy(PurchaseLimits.perBuyer(Shops.BUYER_LIMIT));
    }

    private static InventoryBuilder alerting(LongAdder heard) {
        return limited().alerts(alert -> heard.increment());
    }

    private static InventoryBuilder listening(LongAdder heard) {
        return alerting(heard).listener(level -> heard.increment());
    }
}
