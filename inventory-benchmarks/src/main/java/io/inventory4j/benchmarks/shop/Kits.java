package io.inventory4j.benchmarks.shop;

import static io.inventory4j.benchmarks.measure.Contest.key;

import io.inventory4j.benchmarks.measure.Contest;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.order.Kit;
import java.util.function.Function;

/** Kits of five goods, beside carts with the same five lines; one of them has a gift, which may be left out. */
public final class Kits {
    private static final String CART = "cart-of-five";
    private static final int GOODS = 5;
    private static final long UNITS = 100_000_000;

    private final Store.Kind kind;
    private final Carts carts = Carts.whole(GOODS);
    private final SellerTurns turns;

    private Kits(Store.Kind kind, Plan plan) {
        this.kind = kind;
        turns = new SellerTurns(plan, carts);
    }

    /** In one store for all turns, or in a new one for each: memory would fill up with the orders of earlier turns. */
    public static void run(Store.Kind kind, boolean eachTurn, Plan plan, Results results) throws Exception {
        String bench = "kits-" + kind.label();
        if (!plan.includes(kind.label())) {
            results.skip(bench, "the command line leaves it out");
            return;
        }
        Contest contest = new Contest(bench, plan);
        Kits kits = new Kits(kind, plan);
        if (eachTurn) {
            kits.contest(contest, plan, kits::alone);
            contest.run(results);
            return;
        }
        try (Store store = kits.open()) {
            kits.contest(
                    contest, plan, (name, callers, how) -> kits.turns.of(name, callers, how.apply(store.inventory())));
            contest.run(results);
        }
    }

    /** Makes a turn of what the library sells in one way. */
    private interface Turns {
        Contest.Turn of(String name, int callers, Function<InventorySeller, Seller> how);
    }

    private Store open() throws Exception {
        return kind.opening().open(carts, UNITS);
    }

    private Contest.Turn alone(String name, int callers, Function<InventorySeller, Seller> how) {
        return round -> {
            try (Store store = open()) {
                return turns.of(name, callers, how.apply(store.inventory())).take(round);
            }
        };
    }

    private void contest(Contest contest, Plan plan, Turns made) {
        for (int callers : plan.pick(new int[] {2}, new int[] {1, 64}, new int[] {1, 64})) {
            contest.peer(key(CART, callers));
            contest.add(CART, callers, made.of(CART, callers, shop -> shop));
            add(contest, made, "kit-of-five", callers, kit(GOODS));
            add(contest, made, "kit-with-gift", callers, kit(GOODS - 1));
        }
    }

    private static void add(Contest contest, Turns made, String name, int callers, Kit kit) {
        contest.add(name, callers, made.of(name, callers, shop -> shop.kits(kit)));
    }

    /** A kit of so many parts; the other goods are gifts. */
    private Kit kit(int parts) {
        Kit kit = Kit.named("kit");
        for (int i = 0; i < carts.skus().size(); i++) {
            String sku = carts.skus().get(i);
            kit = i < parts ? kit.part(sku, 1) : kit.gift(sku, 1);
        }
        return kit;
    }
}
