package io.inventory4j.core.memory;

import org.jspecify.annotations.Nullable;

/**
 * A broken swap, which tests must find: it checks all rows and then stores one after the other, with time to read in
 * between.
 */
final class TornSwap {
    private TornSwap() {}

    @SuppressWarnings("ThreadPriorityCheck") // not relied on: it only makes the fault show sooner
    static boolean swap(Claim[] claims, @Nullable JournalRecord record, JournalLog journal) {
        for (Claim claim : claims) {
            if (claim.cell().content() != claim.before) {
                return false;
            }
        }
        for (Claim claim : claims) {
            claim.cell().swapContent(claim.before, claim.after);
            Thread.yield();
        }
        if (record != null) {
            journal.append(record);
        }
        return true;
    }
}
