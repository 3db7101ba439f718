package io.inventory4j.ledger.rules;

import io.inventory4j.ReservationId;
import org.jspecify.annotations.Nullable;

/** One reservation while a command is judged. */
public final class ReservationDraft extends RowDraft {
    private final ReservationId id;

    /**
     * A draft of a row as it was found.
     *
     * @param id the reservation
     * @param place where the store keeps the row, or null
     * @param before the row; null where nothing is stored; or what the store has for that. A row of another kind counts
     *     as none
     */
    public ReservationDraft(ReservationId id, @Nullable Object place, @Nullable Row before) {
        super(place, before);
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
