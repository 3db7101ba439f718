package io.inventory4j.core;

import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A watchable ledger, as one in a server is, whose feed passes entries on when a test says so. */
final class FedLedger extends ForwardingLedger implements Watchable, Journaled {
    private final InMemoryLedger server;
    private final Map<EntryListener, Long> places = new LinkedHashMap<>();

    FedLedger(InMemoryLedger server) {
        this(server, server);
    }

    /** Calls go through a layer, such as one that loses replies; the feed comes from the server. */
    FedLedger(InMemoryLedger server, StockLedger calls) {
        super(calls);
        this.server = server;
    }

    @Override
    public Subscription watch(StockListener listener) {
        return follow(entry -> listener.onLevel(entry.change().after()));
    }

    @Override
    public Subscription follow(EntryListener listener) {
        places.put(listener, server.lastSequence());
        return () -> places.remove(listener);
    }

    @Override
    public JournalPage journal(long after, int max) {
        return server.journal(after, max);
    }

    int followers() {
        return places.size();
    }

    /** Passes on what has come since the last time. */
    void deliver() {
        places.replaceAll((listener, place) -> {
            JournalPage page = server.journal(place, Integer.MAX_VALUE);
            page.entries().forEach(listener::onEntry);
            listener.onRead(null);
            return page.next();
        });
    }

    /** Passes these entries on, and then goes on after the newest entry of the server. */
    void deliver(List<JournalEntry> entries) {
        places.keySet().forEach(listener -> entries.forEach(listener::onEntry));
        places.replaceAll((listener, place) -> server.lastSequence());
    }

    void tell(Consumer<EntryListener> what) {
        places.keySet().forEach(what);
    }
}
