package io.inventory4j.core.memory;

import org.jspecify.annotations.Nullable;

/** The cell of a reservation: it is also its own first entry in the {@link ExpiryIndex}. */
final class ReservationCell extends Cell implements ExpiryIndex.Filed {
    /** Written before the cell is filed. */
    private ExpiryIndex.@Nullable Filed next;

    ReservationCell(Comparable<?> key, int hash) {
        super(key, hash);
    }

    @Override
    public ReservationCell cell() {
        return this;
    }

    @Override
    public ExpiryIndex.@Nullable Filed next() {
        return next;
    }

    @Override
    public void next(ExpiryIndex.@Nullable Filed filed) {
        next = filed;
    }
}
