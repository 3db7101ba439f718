package io.inventory4j.ledger;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import org.jspecify.annotations.Nullable;

/**
 * What the rules read: the stored rows that one command touches, all as of one instant. Each is null where nothing is
 * stored.
 */
public interface LedgerView {
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
