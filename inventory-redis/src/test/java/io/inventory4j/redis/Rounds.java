package io.inventory4j.redis;

import io.inventory4j.testkit.Effort;
import java.util.SplittableRandom;

/** The rounds of a random test: one, or as many as the effort says; a failure names its seed. */
final class Rounds {
    interface Round {
        /**
         * Plays a round.
         *
         * @param turn differs from round to round
         * @param random repeats its choices
         */
        void play(long turn, SplittableRandom random) throws Exception;
    }

    private Rounds() {}

    /** Plays all; returns the seed, to be printed with what was seen. */
    static long play(Round round) {
        long seed = Effort.seed();
        for (int i = 0; i < Effort.scale(); i++) {
            try {
                round.play(seed + i, new SplittableRandom(seed + i));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("inventory.test.seed=" + (seed + i) + ": " + e.getMessage(), e);
            }
        }
        return seed;
    }
}
