package io.inventory4j.benchmarks.shop;

import static io.inventory4j.benchmarks.measure.Contest.key;

import io.inventory4j.benchmarks.measure.Contest;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.order.Kit;

/** Kits of five goods, beside carts with the same five lines; one of them has a gift, which may be left out. */
public final class Kits {
    private static final String CART = "cart-of-five";
    private static final int GOODS = 5;
    private static final long UNITS = 100_000_000;

    private Kits() {}

    public static void run(Store.Kind kind, Plan plan, Results results) throws Exception {
        String bench = "kits-" + kind.label();
        if (!plan.includes(kind.label())) {
            results.skip(bench, "the command line leaves it out");
            return;
        }
        Carts carts = Carts.whole(GOODS);
        try (Store store = kind.opening().open(carts, UNITS)) {
            SellerTurns turns = new SellerTurns(plan, carts);
            Contest contest = new Contest(bench, plan);
            for (int callers : plan.pick(new int[] {2}, new int[] {1, 64}, new int[] {1, 64})) {
                contest.peer(key(CART, callers));
                contest.add(CART, callers, turns.of(CART, callers, store.inventory()));
                add(contest, turns, "kit-of-five", callers, store.inventory().kits(kit(carts, GOODS)));
                add(contest, turns, "kit-with-gift", callers, store.inventory().kits(kit(carts, GOODS - 1)));
            }
            contest.run(results);
        }
    }

    /** A kit of so many parts; the other goods are gifts. */
    private static Kit kit(Carts carts, int parts) {
        Kit kit = Kit.named("kit");
        for (int i = 0; i < carts.skus().size(); i++) {
            String sku = carts.skus().get(i);
            kit = i < parts ? kit.part(sku, 1) : kit.gift(sku, 1);
        }
        return kit;
    }

    private static void add(Contest contest, SellerTurns turns, String name, int callers, Seller seller) {
        contest.add(name, callers, turns.of(name, callers, seller));
    }
}
