package io.inventory4j.core.listeners;

import io.inventory4j.Subscription;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.stock.JournalPage;

/**
 * Reads the journal of a ledger in memory, which rings a bell after each change, and passes the entries on in the order
 * of the journal. So a sale only rings, and every inventory over the ledger hears of it.
 */
final class JournalFollower extends RepeatedTask implements Feed.Following {
    private static final int PAGE = 256;

    private final InMemoryLedger ledger;
    private final EntryListener listener;
    private final Subscription bell;
    private volatile long place;

    JournalFollower(InMemoryLedger ledger, EntryListener listener, CallbackThreads threads, WorkRecord record) {
        super(threads, record);
        this.ledger = ledger;
        this.listener = listener;
        place = ledger.lastSequence();
        bell = ledger.onChange(this::wake);
    }

    @Override
    boolean step() {
        JournalPage page = ledger.journal(place, PAGE);
        if (page.lost() > 0) {
            listener.onLost(page.lost());
        }
        page.entries().forEach(listener::onEntry);
        place = page.next();
        listener.onRead(null);
        return !page.entries().isEmpty();
    }

    @Override
    boolean idle() {
        // Not by the last sequence: an entry can be in the journal a moment before it counts there.
        return ledger.journal(place, 1).entries().isEmpty();
    }

    @Override
    public void drain(long deadlineNanos) throws InterruptedException {
        awaitDrained(deadlineNanos);
    }

    @Override
    public void close() {
        bell.close();
        discard();
    }
}
