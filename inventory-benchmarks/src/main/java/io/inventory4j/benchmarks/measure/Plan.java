package io.inventory4j.benchmarks.measure;

import java.util.Set;

/**
 * How much a run measures. A turn ends when its time is up or its calls are made, whichever comes first.
 *
 * @param mode how the scenes are sized
 * @param warmUp rounds that count for nothing
 * @param rounds rounds that count
 * @param turnMillis how long one subject's turn lasts at most
 * @param mostCalls how many orders a turn sells at most
 * @param stores which stores take part, by their labels; empty for all
 */
public record Plan(Mode mode, int warmUp, int rounds, long turnMillis, long mostCalls, Set<String> stores) {
    /** The sizes. */
    public enum Mode {
        /** For the tests of this module: everything runs once, and no figure means anything. */
        TINY,
        /** All scenes in about two minutes: ratios to look at, not to publish. */
        QUICK,
        /** What docs/benchmarks.md shows. */
        FULL
    }

    public static Plan tiny() {
        return new Plan(Mode.TINY, 0, 1, 40, 60, Set.of());
    }

    public static Plan quick() {
        return new Plan(Mode.QUICK, 2, 5, 40, 100_000, Set.of());
    }

    public static Plan full() {
        return new Plan(Mode.FULL, 5, 7, 1_000, 100_000, Set.of());
    }

    /** The same for some stores only. */
    public Plan only(Set<String> labels) {
        return new Plan(mode, warmUp, rounds, turnMillis, mostCalls, Set.copyOf(labels));
    }

    /** The same with turns of another length, for scenes whose calls are slower or quicker than most. */
    public Plan turns(double longer) {
        return new Plan(mode, warmUp, rounds, Math.max(1, Math.round(turnMillis * longer)), mostCalls, stores);
    }

    /** Whether a store takes part. */
    public boolean includes(String store) {
        return stores.isEmpty() || stores.contains(store);
    }

    /** One of three values, by the mode. */
    public <T> T pick(T tiny, T quick, T full) {
        return switch (mode) {
            case TINY -> tiny;
            case QUICK -> quick;
            case FULL -> full;
        };
    }
}
