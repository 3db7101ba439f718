package io.inventory4j.core;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.rules.LedgerView;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger lets everybody read, as the rules see it: each row as of the moment at which it was first asked for.
 * Tombstones cannot be read, and neither can the end of a counter. For one thread.
 */
final class RowsRead implements LedgerView {
    private final StockLedger ledger;
    private final Set<StockKey> read = new HashSet<>();
    private final Map<StockKey, StockLevel> lines = new HashMap<>();
    private final Map<String, CounterValue> counters = new HashMap<>();
    private final Map<ReservationId, Optional<Reservation>> reservations = new HashMap<>();

    private RowsRead(StockLedger ledger) {
        this.ledger = ledger;
    }

    /** Reads lines, in one call; the rest is read when it is asked for. */
    static RowsRead of(StockLedger ledger, Collection<StockKey> keys) {
        RowsRead rows = new RowsRead(ledger);
        rows.read(keys);
        return rows;
    }

    private void read(Collection<StockKey> keys) {
        for (StockLevel level : ledger.levels(keys)) {
            lines.put(level.key(), level);
        }
        read.addAll(keys);
    }

    @Override
    public @Nullable StockLevel line(StockKey key) {
        if (!read.contains(key)) {
            // A line of the reservation that is replaced.
            read(Set.of(key));
        }
        return lines.get(key);
    }

    @Override
    public CounterValue counter(String name) {
        return counters.computeIfAbsent(name, counter -> new CounterValue(ledger.used(counter), null));
    }

    @Override
    public @Nullable Reservation reservation(ReservationId id) {
        return reservations.computeIfAbsent(id, ledger::reservation).orElse(null);
    }

    @Override
    public @Nullable AppliedCommand move(String id) {
        return null;
    }

    @Override
    public @Nullable AppliedCommand saleState(String id) {
        return null;
    }

    /** The same rows, as they were without a reservation's own row: as a new order sees them. */
    LedgerView without(ReservationId own) {
        return new LedgerView() {
            @Override
            public @Nullable StockLevel line(StockKey key) {
                return RowsRead.this.line(key);
            }

            @Override
            public CounterValue counter(String name) {
                return RowsRead.this.counter(name);
            }

            @Override
            public @Nullable Reservation reservation(ReservationId id) {
                return id.equals(own) ? null : RowsRead.this.reservation(id);
            }

            @Override
            public @Nullable AppliedCommand move(String id) {
                return null;
            }

            @Override
            public @Nullable AppliedCommand saleState(String id) {
                return null;
            }
        };
    }
}
