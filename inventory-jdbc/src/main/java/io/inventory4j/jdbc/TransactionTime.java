package io.inventory4j.jdbc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one instant of a transaction: when the database read, and so locked, the last row that was loaded before somebody
 * asked for the time. It comes with the rows, without a round trip of its own. A ledger with a clock takes that one's.
 */
final class TransactionTime {
    private final @Nullable InstantSource clock;
    private @Nullable Instant now;
    private boolean fixed;

    TransactionTime(@Nullable InstantSource clock) {
        this.clock = clock;
    }

    /** Takes over when rows were read; null if none was there. */
    void rowsRead(@Nullable Instant at) {
        if (clock == null && !fixed && at != null) {
            now = at;
        }
    }

    /** Returns the instant, the same from now on. */
    Instant now(Supplier<Instant> database) {
        if (now == null) {
            now = clock == null ? database.get() : clock.instant();
        }
        fixed = true;
        return now;
    }

    /** The transaction begins anew. */
    void restart() {
        now = null;
        fixed = false;
    }
}
