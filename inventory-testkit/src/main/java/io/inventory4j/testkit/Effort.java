package io.inventory4j.testkit;

import java.security.SecureRandom;

/**
 * How much the random suites do, set by system properties: {@code -Dinventory.test.scale=20} runs twenty times as many
 * sequences, histories and faults as the quick default of 1, and {@code -Dinventory.test.seed=42} repeats a run.
 * Immutable, thread-safe.
 */
public final class Effort {
    private static final String SCALE = "inventory.test.scale";
    private static final String SEED = "inventory.test.seed";
    private static final int MAX_SCALE = 100_000;

    private Effort() {}

    /**
     * The factor by which the quick number of runs is multiplied.
     *
     * @return 1 to 100,000
     * @throws IllegalArgumentException if the property is something else
     */
    public static int scale() {
        long scale = number(SCALE, 1);
        if (scale < 1 || scale > MAX_SCALE) {
            throw new IllegalArgumentException(SCALE + " is " + scale + "; it must be 1 to " + MAX_SCALE);
        }
        return (int) scale;
    }

    /**
     * The seed of a run: the one that was asked for, else a fresh one. Print it.
     *
     * @return any number
     * @throws IllegalArgumentException if the property is no number
     */
    public static long seed() {
        return number(SEED, new SecureRandom().nextLong());
    }

    private static long number(String property, long otherwise) {
        String value = System.getProperty(property, "").trim();
        try {
            return value.isEmpty() ? otherwise : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(property + " is '" + value + "'; it must be a whole number", e);
        }
    }
}
