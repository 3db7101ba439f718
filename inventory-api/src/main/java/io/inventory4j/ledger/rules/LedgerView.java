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
    default LineDraft find(StockKey key) {
        StockLevel stored = line(key);
        return new LineDraft(key, null, stored == null ? null : LineRow.of(stored));
    }

    @Override
    default CounterDraft findCounter(String name) {
        CounterValue stored = counter(name);
        return new CounterDraft(name, null, stored == null ? null : CountRow.of(stored));
    }

    @Override
    default ReservationDraft find(ReservationId id) {
        Reservation stored = reservation(id);
        return new ReservationDraft(id, null, stored == null ? null : ReservationRow.of(stored));
    }

    @Override
    default RememberedDraft findRemembered(String id, boolean move) {
        AppliedCommand stored = move ? move(id) : saleState(id);
        return new RememberedDraft(id, move, null, stored == null ? null : new RememberedDraft.Remembered(stored));
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
