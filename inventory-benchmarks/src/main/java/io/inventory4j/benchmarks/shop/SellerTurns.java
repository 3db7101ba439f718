package io.inventory4j.benchmarks.shop;

import io.inventory4j.benchmarks.measure.Contest;
import io.inventory4j.benchmarks.measure.Crowd;
import io.inventory4j.benchmarks.measure.Plan;

/** Turns in which every cart has to be taken. Each order is new: its id tells the subject, the round and the caller. */
public final class SellerTurns {
    private final Plan plan;
    private final Carts carts;

    public SellerTurns(Plan plan, Carts carts) {
        this.plan = plan;
        this.carts = carts;
    }

    public Contest.Turn of(String subject, int callers, Seller seller) {
        return round -> {
            String prefix = subject + round + "-" + callers + "-";
            return Crowd.run(callers, plan.turnMillis(), plan.mostCalls(), (caller, i) -> {
                Cart cart = carts.cart(prefix + caller + "-" + i, caller * 7_919 + i);
                return taken(cart, seller.reserve(cart));
            });
        };
    }

    public Contest.Turn async(String subject, int inFlight, AsyncSeller seller) {
        return round -> {
            String prefix = subject + round + "-";
            return Crowd.async(inFlight, plan.turnMillis(), plan.mostCalls(), i -> {
                Cart cart = carts.cart(prefix + i, i);
                return seller.reserve(cart).thenApply(sold -> taken(cart, sold));
            });
        };
    }

    private static int taken(Cart cart, boolean sold) {
        if (!sold) {
            throw new IllegalStateException(cart + " was refused");
        }
        return 1;
    }
}
