package io.inventory4j.core.gate;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A node's way to a store that nodes share, with a feed that passes entries on when a test says so. It counts the calls
 * and can disturb them.
 */
final class CountedStore extends ForwardingLedger implements Watchable, Journaled {
    private final Journaled server;
    private final Map<EntryListener, Long> places = new LinkedHashMap<>();
    int applies;
    int readings;
    int sweeps;
    int pages;
    boolean silent;

    /** What is done to the next answer, once. */
    @Nullable
    UnaryOperator<List<StockLevel>> onRead;

    @Nullable
    UnaryOperator<List<Outcome>> onApply;

    <L extends StockLedger & Journaled> CountedStore(L server) {
        super(server);
        this.server = server;
    }

    int calls() {
        return applies + readings + sweeps;
    }

    private synchronized void countApply() {
        applies++;
    }

    private void reach() {
        if (silent) {
            throw new LedgerException(LedgerException.Effect.NONE, "no connection", null);
        }
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        reach();
        countApply();
        List<Outcome> outcomes = below().apply(batch);
        UnaryOperator<List<Outcome>> disturbance = onApply;
        onApply = null;
        return disturbance == null ? outcomes : disturbance.apply(outcomes);
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        reach();
        readings++;
        List<StockLevel> found = below().levels(keys);
        UnaryOperator<List<StockLevel>> disturbance = onRead;
        onRead = null;
        return disturbance == null ? found : disturbance.apply(found);
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        reach();
        sweeps++;
        return below().expire(max, except);
    }

    @Override
    public JournalPage journal(long after, int max) {
        reach();
        pages++;
        return server.journal(after, max);
    }

    @Override
    public Subscription watch(StockListener listener) {
        return follow(entry -> listener.onLevel(entry.change().after()));
    }

    @Override
    public Subscription follow(EntryListener listener) {
        reach();
        places.put(listener, end());
        return () -> places.remove(listener);
    }

    private long end() {
        return server.journal(0, Integer.MAX_VALUE).next();
    }

    int followers() {
        return places.size();
    }

    /** Passes on what has come since the last time. */
    void deliver() {
        places.replaceAll((listener, place) -> {
            JournalPage page = server.journal(place, Integer.MAX_VALUE);
            page.entries().forEach(listener::onEntry);
            return page.next();
        });
    }

    /** Leaves out what has come since the last time. */
    void lose() {
        places.replaceAll((listener, place) -> {
            long end = end();
            listener.onLost(end - place);
            return end;
        });
    }

    void loseHistory(List<JournalEntry> kept) {
        places.keySet().forEach(listener -> {
            listener.onLostHistory();
            kept.forEach(listener::onEntry);
        });
    }
}
