package io.inventory4j.ledger.store;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import java.io.Serial;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Runs a transaction again that lost against another one and did nothing, each time after a random pause whose limit
 * doubles. Of callers that check only at their commit one wins each time, so a caller loses to every other one at most
 * as often as these have something to do. A store that waits for locks until a limit of its own may take long for each
 * attempt: so there is a limit of time as well. Immutable, thread-safe.
 */
final class LostRaces {
    /** Callers of one row need fewer, even if they are many: see docs/decisions.md. */
    static final int ATTEMPTS = 100;

    /** No attempt begins later. */
    static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final int DOUBLINGS = 10;

    private static final LostRaces WAITING = new LostRaces(LockSupport::parkNanos, System::nanoTime);

    private final LongConsumer pause;
    private final LongSupplier nanoTime;

    LostRaces(LongConsumer pause, LongSupplier nanoTime) {
        this.pause = pause;
        this.nanoTime = nanoTime;
    }

    /** Those that really wait. A caller that is interrupted does not wait, and so gives up sooner. */
    static LostRaces waiting() {
        return WAITING;
    }

    /** An attempt that lost: nothing has happened, and nothing will. */
    static final class Lost extends LedgerException {
        @Serial
        private static final long serialVersionUID = 1L;

        Lost(RuntimeException failure) {
            super(Effect.NONE, "another transaction came first", failure);
        }
    }

    /**
     * Runs a transaction until it does not lose.
     *
     * @throws LedgerException with effect NONE, if it lost again and again
     */
    <T> T run(Supplier<T> transaction) {
        long began = nanoTime.getAsLong();
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.get();
            } catch (Lost lost) {
                if (attempt == ATTEMPTS || nanoTime.getAsLong() - began > LATEST_NANOS) {
                    throw new LedgerException(
                            Effect.NONE, "other transactions came first, " + attempt + " times", lost.getCause());
                }
                long limit = FIRST_PAUSE_NANOS << Math.min(attempt - 1, DOUBLINGS);
                pause.accept(1 + ThreadLocalRandom.current().nextLong(limit));
            }
        }
    }
}
