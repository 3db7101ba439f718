package io.inventory4j.testkit.history;

import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Layer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The totals of one test class's races, for one line in the log of a build. Thread-safe. */
final class RaceTotals {
    private static final ClassValue<RaceTotals> BY_CLASS = new ClassValue<>() {
        @Override
        protected RaceTotals computeValue(Class<?> type) {
            return new RaceTotals();
        }
    };

    final long seed = Effort.seed();
    private final AtomicLong races = new AtomicLong();
    private final AtomicLong histories = new AtomicLong();
    private final AtomicLong operations = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    private final AtomicInteger nodes = new AtomicInteger(1);

    private RaceTotals() {}

    static RaceTotals of(Class<?> testClass) {
        return BY_CLASS.get(testClass);
    }

    void race() {
        races.incrementAndGet();
    }

    void nodes(int number) {
        nodes.accumulateAndGet(number, Math::max);
    }

    void history(Verdict verdict) {
        histories.incrementAndGet();
        operations.addAndGet(verdict.operations());
    }

    void failure() {
        failures.incrementAndGet();
    }

    @Override
    public String toString() {
        String end = failures.get() == 0 ? "all linearizable" : failures + " FAILED";
        return "races: races=" + races + " nodes=" + nodes + " histories=" + histories + " operations=" + operations
                + Layer.report() + " seed=" + seed + ": " + end;
    }
}
