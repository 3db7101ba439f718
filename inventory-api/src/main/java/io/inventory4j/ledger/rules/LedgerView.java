package io.inventory4j.ledger.rules;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import org.jspecify.annotations.Nullable;

/**
 * What the rules read, as values: the stored rows that one command touches, all as of one instant. Each is null where
 * nothing is stored.
 */
public interface LedgerView extends RowLookup {
    @Override
    default void find(LineDraft draft) {
        StockLevel stored = line(draft.key());
        draft.before(stored == null ? null : LineRow.of(stored));
    }

    @Override
    default void find(CounterDraft draft) {
        CounterValue stored = counter(draft.key());
        draft.before(stored == null ? null : CountRow.of(stored));
    }

    @Override
    default void find(ReservationDraft draft) {
        Reservation stored = reservation(draft.key());
        draft.before(stored == null ? null : ReservationRow.of(stored));
    }

    @Override
    default void find(RememberedDraft draft) {
        AppliedCommand stored = draft.move() ? move(draft.key()) : saleState(draft.key());
        draft.before(stored == null ? null : new RememberedDraft.Remembered(stored));
    }

    /**
     * A stock line.
     *
     * @param key the line
     * @return its level, or null
     */
    @Nullable
    StockLevel line(StockKey key);

    /**
     * A counter.
     *
     * @param name its name
     * @return its value, or null
     */
    @Nullable
    CounterValue counter(String name);

    /**
     * A reservation, tombstones included.
     *
     * @param id its id
     * @return the reservation, or null
     */
    @Nullable
    Reservation reservation(ReservationId id);

    /**
     * An applied move.
     *
     * @param id its id
     * @return what is kept of it, or null
     */
    @Nullable
    AppliedCommand move(String id);

    /**
     * An applied sale state.
     *
     * @param id its id
     * @return what is kept of it, or null
     */
    @Nullable
    AppliedCommand saleState(String id);
}
