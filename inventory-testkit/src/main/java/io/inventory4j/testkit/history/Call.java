package io.inventory4j.testkit.history;

import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.Layer;
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
 * @param visit the node that was called; null where it makes no difference, or if the call did not reach one
 * @param remembered how the answer came about; null unless it is a refusal that may have been made in memory
 */
record Call(
        int caller,
        long from,
        long to,
        Instant now,
        Ask ask,
        @Nullable Object answer,
        Layer.@Nullable Visit visit,
        @Nullable Remembered remembered) {
    /** Later than any return. */
    static final long NEVER = Long.MAX_VALUE;

    /** A call of a ledger none of whose answers come from memory. */
    Call(int caller, long from, long to, Instant now, Ask ask, @Nullable Object answer) {
        this(caller, from, to, now, ask, answer, null, null);
    }

    /**
     * A refusal that a node may have made in memory, as of an instant before the call (rule 10.4).
     *
     * @param after what the node knew for certain: the refusal is of a later instant
     * @param elsewhere whether the id may have been used by another node, of which this one need not have heard
     */
    record Remembered(List<Operation> after, boolean elsewhere) {}

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
