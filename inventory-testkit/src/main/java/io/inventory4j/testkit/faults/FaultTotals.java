package io.inventory4j.testkit.faults;

import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Layer;
import java.util.Map;
import java.util.TreeMap;

/** The totals of one test class's fault runs, for one line in the log of a build. Guarded by its own lock. */
final class FaultTotals {
    private static final ClassValue<FaultTotals> BY_CLASS = new ClassValue<>() {
        @Override
        protected FaultTotals computeValue(Class<?> type) {
            return new FaultTotals();
        }
    };

    final long seed = Effort.seed();
    private long runs;
    private long journals;
    private long pushes;
    private final Map<String, Long> faults = new TreeMap<>();
    private int nodes = 1;
    private long calls;
    private long failed;
    private long undecided;

    private FaultTotals() {}

    static FaultTotals of(Class<?> testClass) {
        return BY_CLASS.get(testClass);
    }

    synchronized void run() {
        runs++;
    }

    synchronized void faults(String kind, long happened) {
        faults.merge(kind, happened, Long::sum);
    }

    synchronized void nodes(int number) {
        nodes = Math.max(nodes, number);
    }

    /** Counts the calls of a run that passed, and its journal and listeners if it has them: rules 7 and 11. */
    synchronized void checked(long operations, boolean journaled, boolean pushed) {
        pushes += pushed ? 1 : 0;
        calls += operations;
        journals += journaled ? 1 : 0;
    }

    /** A run that passed, but for its history, which could not be decided. */
    synchronized void undecided() {
        undecided++;
    }

    synchronized void failed() {
        failed++;
    }

    @Override
    public synchronized String toString() {
        return "faults: runs=" + runs + " nodes=" + nodes + " faults=" + faults + " calls=" + calls + " journals="
                + journals + " pushes=" + pushes + (undecided == 0 ? "" : " undecided=" + undecided)
                + Layer.report() + " seed=" + seed
                + ": "
                + (failed == 0 ? "I1 to I5 hold" : failed + " FAILED");
    }
}
