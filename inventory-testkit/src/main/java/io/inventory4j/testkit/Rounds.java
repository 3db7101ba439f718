package io.inventory4j.testkit;

import io.inventory4j.testkit.limit.Limited;
import io.inventory4j.testkit.words.Failures;
import java.util.SplittableRandom;

/** Repeats a random test as often as {@link Effort} says. Stateless, thread-safe. */
public final class Rounds {
    /** One round. */
    @FunctionalInterface
    public interface Round {
        /**
         * Plays a round.
         *
         * @param turn differs from round to round, and from run to run
         * @param random repeats its choices when the seed is given
         * @throws Exception if it fails, as an AssertionError does
         */
        void play(long turn, SplittableRandom random) throws Exception;
    }

    private Rounds() {}

    /**
     * Plays all rounds.
     *
     * @param round what to play
     * @return the seed, to be printed with what was seen
     * @throws AssertionError if a round fails; it names the seed that repeats that round as the first
     */
    public static long play(Round round) {
        long seed = Effort.seed();
        for (int i = 0; i < Effort.scale(); i++) {
            Limited.goOn();
            try {
                round.play(seed + i, new SplittableRandom(seed + i));
            } catch (Exception | AssertionError e) {
                throw Failures.around("inventory.test.seed=" + (seed + i) + ": ", e, "");
            }
        }
        return seed;
    }
}
