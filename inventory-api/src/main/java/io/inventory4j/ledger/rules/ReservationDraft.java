package io.inventory4j.ledger.rules;

import io.inventory4j.ReservationId;
import org.jspecify.annotations.Nullable;

/** One reservation while a command is judged. */
public final class ReservationDraft extends RowDraft {
    private final ReservationId id;

    /**
     * A draft of which nothing was read yet.
     *
     * @param id the reservation
     */
    public ReservationDraft(ReservationId id) {
        this.id = id;
    }

    @Override
    public ReservationId key() {
        return id;
    }

    /**
     * The draft of the other reservation that the command touches.
     *
     * @return the draft, or null
     */
    public @Nullable ReservationDraft following() {
        return next() instanceof ReservationDraft other ? other : null;
    }

    /** The row as it is stored, which may be a tombstone. */
    @Nullable
    ReservationRow stored() {
        return before() instanceof ReservationRow row ? row : null;
    }

    @Override
    int compareToKey(Object other) {
        return id == other ? 0 : id.compareTo((ReservationId) other);
    }
}
