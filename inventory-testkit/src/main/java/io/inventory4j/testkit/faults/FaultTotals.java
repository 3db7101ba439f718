package io.inventory4j.testkit.faults;

import io.inventory4j.testkit.Effort;

/** What the fault runs of one test class came to, for one line in the log of a build. Guarded by its own lock. */
final class FaultTotals {
    private static final ClassValue<FaultTotals> BY_CLASS = new ClassValue<>() {
        @Override
        protected FaultTotals computeValue(Class<?> type) {
            return new FaultTotals();
        }
    };

    final long seed = Effort.seed();
    private long runs;
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

    synchronized void calls(long checked) {
        calls += checked;
    }

    synchronized void failed() {
        failed++;
    }

    @Override
    public synchronized String toString() {
        return "faults: runs=" + runs + " faults=" + faults + " calls=" + calls + " seed=" + seed + ": "
                + (failed == 0 ? "I1 to I5 hold" : failed + " FAILED");
    }
}
