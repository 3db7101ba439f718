package io.inventory4j.examples.replay;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What one buyer will do, drawn from the seed and the cart's number alone, so that threads do not change it.
 *
 * @param payAfter from the reservation to the payment, or to what happens in its place
 * @param shipAfter from the payment to the shipment
 * @param lateBy how long after the end of the hold a late payment comes
 */
record BuyerPlan(Fate fate, Duration payAfter, Duration shipAfter, Duration lateBy) {
    static final Duration PAYS_WITHIN = Duration.ofMinutes(10);

    /** What becomes of a cart, each with its share in percent. */
    enum Fate {
        PAYS(80),
        PAYS_HALF(4),
        EMPTIES_CART(3),
        ABANDONS(5),
        PAYS_LATE(3),
        CANCELS_HALF(3),
        SENDS_HALF_BACK(2);

        final int percent;

        Fate(int percent) {
            this.percent = percent;
        }
    }

    static BuyerPlan draw(long seed, int cart) {
        SplittableRandom random = new SplittableRandom(seed).split();
        // One generator per cart: mixing the number into the seed would make neighbouring seeds share carts.
        random = new SplittableRandom(random.nextLong() + 0x9E3779B97F4A7C15L * cart);
        return new BuyerPlan(
                fate(random.nextInt(100)),
                Duration.ofSeconds(random.nextInt(30, (int) PAYS_WITHIN.toSeconds())),
                Duration.ofMinutes(random.nextInt(10, 180)),
                Duration.ofMinutes(random.nextInt(1, 30)));
    }

    private static Fate fate(int drawn) {
        int upTo = 0;
        for (Fate fate : Fate.values()) {
            upTo += fate.percent;
            if (drawn < upTo) {
                return fate;
            }
        }
        throw new IllegalStateException("the shares add up to " + upTo + " and not to 100");
    }
}
