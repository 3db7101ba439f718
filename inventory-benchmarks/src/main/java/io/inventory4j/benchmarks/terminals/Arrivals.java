package io.inventory4j.benchmarks.terminals;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * When changes were sent and when they arrived. A level that a terminal did not get, because it got a newer one
 * instead, counts until that newer one.
 */
final class Arrivals {
    private static final long PATIENCE_SECONDS = 60;

    private final AtomicLongArray[] sent;
    private final Histogram delays = new ConcurrentHistogram(3);

    /** One terminal whose arrivals are measured. */
    final class Terminal {
        private final AtomicLongArray seen = new AtomicLongArray(sent.length);

        /** Called by one thread at a time. */
        void arrived(int line, long version, long now) {
            for (long one = seen.get(line) + 1; one <= version; one++) {
                // Version 1 is the delivery, which nobody waits for.
                if (one > 1) {
                    delays.recordValue(Math.max(0, now - sent[line].get((int) one)));
                }
            }
            seen.set(line, Math.max(seen.get(line), version));
        }

        void awaitVersions(long[] versions) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            for (int line = 0; line < versions.length; line++) {
                while (seen.get(line) < versions[line]) {
                    if (System.nanoTime() > deadline) {
                        throw new IllegalStateException("line " + line + " is at version " + seen.get(line)
                                + " in a terminal, and at " + versions[line] + " in the ledger");
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
            }
        }
    }

    Arrivals(int lines, int versions) {
        sent = new AtomicLongArray[lines];
        for (int line = 0; line < lines; line++) {
            sent[line] = new AtomicLongArray(versions + 1);
        }
    }

    void sending(int line, long version) {
        sent[line].set((int) version, System.nanoTime());
    }

    Histogram delays() {
        return delays;
    }
}
