package io.inventory4j.jdbc;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.stock.StockKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a transaction has found stored, so that it knows which rows to insert and which to update. */
final class FoundRows {
    private final Map<ReservationId, Reservation> reservations = new HashMap<>();
    private final Set<StockKey> lines = new HashSet<>();
    private final Set<String> counters = new HashSet<>();

    void add(RowReads read) {
        reservations.putAll(read.rows().reservations());
        lines.addAll(read.rows().lines().keySet());
        counters.addAll(read.rows().counters().keySet());
    }

    /** The reservation as it was found; null if it is new. */
    @Nullable
    Reservation reservation(ReservationId id) {
        return reservations.get(id);
    }

    boolean hasLine(StockKey key) {
        return lines.contains(key);
    }

    boolean hasCounter(String name) {
        return counters.contains(name);
    }

    void clear() {
        reservations.clear();
        lines.clear();
        counters.clear();
    }
}
