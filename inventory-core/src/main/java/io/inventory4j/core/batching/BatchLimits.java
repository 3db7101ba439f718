package io.inventory4j.core.batching;

import io.inventory4j.stock.Bounds;
import java.time.Duration;

/**
 * How long and how many callers may wait, and how much may travel together. Immutable.
 *
 * @param deadline how long a call may take, 1 ms to 1 hour; 10 seconds unless set. A call that still waits then has
 *     certainly done nothing. It should be longer than the store's own timeout, or what the store would have answered
 *     is told as unknown
 * @param waiting how many calls may wait, 1 to 1,000,000; 10,000 unless set. A further one is refused at once
 * @param rows about how many rows of the store one batch may touch, 1 to 100,000; 1,000 unless set, which are 200
 *     orders of one line under one limit. A single call is never divided here (rule 10.3)
 */
public record BatchLimits(Duration deadline, int waiting, int rows) {
    private static final Duration MIN_DEADLINE = Duration.ofMillis(1);
    private static final Duration MAX_DEADLINE = Duration.ofHours(1);
    private static final int MAX_WAITING = 1_000_000;
    private static final int MAX_ROWS = 100_000;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if one is out of bounds
     */
    public BatchLimits {
        if (deadline.compareTo(MIN_DEADLINE) < 0 || deadline.compareTo(MAX_DEADLINE) > 0) {
            throw new IllegalArgumentException(
                    "deadline is " + deadline + "; it must be from " + MIN_DEADLINE + " to " + MAX_DEADLINE);
        }
        Bounds.within("waiting", waiting, 1, MAX_WAITING);
        Bounds.within("rows", rows, 1, MAX_ROWS);
    }

    /**
     * What holds unless set.
     *
     * @return 10 seconds, 10,000 calls, 1,000 rows
     */
    public static BatchLimits standard() {
        return new BatchLimits(Duration.ofSeconds(10), 10_000, 1_000);
    }

    /**
     * The same with another deadline.
     *
     * @param longest how long a call may take
     * @return new limits
     */
    public BatchLimits deadline(Duration longest) {
        return new BatchLimits(longest, waiting, rows);
    }

    /**
     * The same with another number of calls that may wait.
     *
     * @param calls how many
     * @return new limits
     */
    public BatchLimits waiting(int calls) {
        return new BatchLimits(deadline, calls, rows);
    }

    /**
     * The same with another size of a batch.
     *
     * @param touched about how many rows of the store
     * @return new limits
     */
    public BatchLimits rows(int touched) {
        return new BatchLimits(deadline, waiting, touched);
    }
}
