package io.inventory4j.testkit.faults;

import io.inventory4j.testkit.Effort;

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
    private long faults;
    private long calls;
    private long failed;

    private FaultTotals() {}

    static FaultTotals of(Class<?> testClass) {
        return BY_CLASS.get(testClass);
    }

    synchronized void run() {
        runs++;
    }

    synchronized void faults(long happened) {
        faults += happened;
    }

    /** Counts the calls of a run that passed, and its journal if it has one: without it, rule 7 was not checked. */
    synchronized void checked(long operations, boolean journaled) {
        calls += operations;
        journals += journaled ? 1 : 0;
    }

    synchronized void failed() {
        failed++;
    }

    @Override
    public synchronized String toString() {
        return "faults: runs=" + runs + " faults=" + faults + " calls=" + calls + " journals=" + journals + " seed="
                + seed + ": " + (failed == 0 ? "I1 to I5 hold" : failed + " FAILED");
    }
}
