package io.inventory4j.testkit.history;

import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a ledger, from when to when.
 *
 * @param caller who called
 * @param from taken before the call; no two calls share a number
 * @param to taken after the return; {@link #NEVER} if no answer came, so it may take effect at any time, or never
 * @param now the ledger's now
 * @param ask what was asked
 * @param answer what came back; null if no answer came
 */
record Call(
        int caller,
        long from,
        long to,
        Instant now,
        Ask ask,
        @Nullable Object answer) {
    /** Later than any return. */
    static final long NEVER = Long.MAX_VALUE;

    /** What a ledger can be asked. */
    sealed interface Ask {
        record Apply(List<Command> batch) implements Ask {}

        record Expire(int max, @Nullable ReservationId except) implements Ask {}

        record ShipConfirmed(Duration unchangedFor, int max) implements Ask {}

        record Levels(List<StockKey> keys) implements Ask {}

        record Find(ReservationId id) implements Ask {}

        record Used(String counter) implements Ask {}
    }

    boolean lost() {
        return to == NEVER;
    }
}
