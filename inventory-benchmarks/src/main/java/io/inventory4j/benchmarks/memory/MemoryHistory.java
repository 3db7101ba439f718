package io.inventory4j.benchmarks.memory;

import io.inventory4j.benchmarks.measure.HistoryCost;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.core.memory.InMemoryLedger;

/** What stored reservations cost later ones in memory. */
public final class MemoryHistory {
    private static final int MANY = 10_000_000;
    /** What a stored reservation with its counter takes at most. */
    private static final long BYTES_EACH = 400;

    private MemoryHistory() {}

    public static void run(Plan plan, Results results) {
        if (!plan.includes("memory")) {
            results.skip("history-memory", "the command line leaves it out");
            return;
        }
        int[] most = new int[] {10_000, 1_000_000};
        if (plan.mode() == Plan.Mode.FULL) {
            if (Runtime.getRuntime().maxMemory() > MANY * BYTES_EACH) {
                most = new int[] {10_000, 1_000_000, MANY};
            } else {
                results.skip("history-memory with " + MANY, "the heap is too small; give more by -Xmx");
            }
        }
        int[] sizes = plan.pick(new int[] {1_000, 2_000}, new int[] {10_000, 100_000}, most);
        HistoryCost.run(
                "memory",
                plan,
                results,
                sizes,
                (name, clock) -> InMemoryLedger.create(clock, InMemoryLedger.DEFAULT_JOURNAL_CAPACITY),
                () -> {});
    }
}
