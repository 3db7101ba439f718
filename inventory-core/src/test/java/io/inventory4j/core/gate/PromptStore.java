package io.inventory4j.core.gate;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.Announcing;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.MapLedger;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that tells every node of each change before anybody can read it: so a gate over it is linearizable. It has no
 * feed to be opened later, so the gate hears of all that happens. One call at a time.
 */
final class PromptStore extends ForwardingLedger implements Announcing, Journaled {
    private final MapLedger map;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<EntryListener, Boolean> listeners = new ConcurrentHashMap<>();
    private long told;

    PromptStore(MapLedger map) {
        super(map);
        this.map = map;
    }

    private <T> T alone(Supplier<T> call) {
        lock.lock();
        try {
            T answer = call.get();
            JournalPage page = map.journal(told, Integer.MAX_VALUE);
            page.entries().forEach(entry -> listeners.keySet().forEach(listener -> listener.onEntry(entry)));
            told = page.next();
            return answer;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        return alone(() -> super.apply(batch));
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        return alone(() -> super.expire(max, except));
    }

    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        return alone(() -> super.shipConfirmed(unchangedFor, max));
    }

    @Override
    public int purge(Retention retention, int max) {
        return alone(() -> super.purge(retention, max));
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        return alone(() -> super.levels(keys));
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
        return alone(() -> super.reservation(id));
    }

    @Override
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        return alone(() -> super.open(key, after, max));
    }

    @Override
    public long used(String counter) {
        return alone(() -> super.used(counter));
    }

    @Override
    public JournalPage journal(long after, int max) {
        return alone(() -> map.journal(after, max));
    }

    @Override
    public Subscription follow(EntryListener listener) {
        return alone(() -> {
            listeners.put(listener, true);
            return () -> listeners.remove(listener);
        });
    }
}
