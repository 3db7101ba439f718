package io.inventory4j.core.listeners;

import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Reads the levels of lines that may have changed without the listeners having heard of it. So a crossing whose reply
 * was lost is found by whoever repeats the call.
 */
final class LevelCheck extends RepeatedTask {
    private static final int AT_ONCE = 100;

    private final StockLedger store;
    private final Consumer<StockLevel> found;
    private final Set<StockKey> doubtful = ConcurrentHashMap.newKeySet();

    /** Reservations whose lines are doubtful. */
    private final Set<ReservationId> reservations = ConcurrentHashMap.newKeySet();

    LevelCheck(StockLedger store, Consumer<StockLevel> found, CallbackThreads threads, WorkRecord record) {
        super(threads, record);
        this.store = store;
        this.found = found;
    }

    void doubt(Collection<StockKey> keys) {
        if (doubtful.addAll(keys)) {
            wake();
        }
    }

    void doubtLinesOf(ReservationId reservation) {
        if (reservations.add(reservation)) {
            wake();
        }
    }

    @Override
    boolean step() {
        for (ReservationId next : reservations) {
            return readLinesOf(next);
        }
        List<StockKey> some = new ArrayList<>(AT_ONCE);
        for (StockKey key : doubtful) {
            some.add(key);
            if (some.size() == AT_ONCE) {
                break;
            }
        }
        if (some.isEmpty()) {
            return false;
        }
        // Before the read: a line that is doubted meanwhile is read again.
        some.forEach(doubtful::remove);
        try {
            store.levels(some).forEach(found);
            return true;
        } catch (RuntimeException e) {
            doubtful.addAll(some);
            pause(e);
            return false;
        }
    }

    private boolean readLinesOf(ReservationId id) {
        reservations.remove(id);
        try {
            store.reservation(id).ifPresent(found -> found.lines().forEach(line -> doubtful.add(line.key())));
            return true;
        } catch (RuntimeException e) {
            reservations.add(id);
            pause(e);
            return false;
        }
    }

    @Override
    boolean idle() {
        return doubtful.isEmpty() && reservations.isEmpty();
    }
}
