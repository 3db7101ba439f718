package io.inventory4j.core.listeners;

import io.inventory4j.Health;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.Set;

/** The messages that wait for one listener. Any thread may add some; one thread at a time calls the listener. */
abstract class Mailbox extends RepeatedTask {
    Mailbox(CallbackThreads threads, WorkRecord record) {
        super(threads, record);
    }

    /** Adds what the listener is to hear of a change; returns at once. */
    abstract void offer(JournalEntry entry);

    /** Adds what the listener is to hear of a level that was found by reading, since the change itself was not seen. */
    abstract void offer(StockLevel level, Instant at);

    /**
     * The store has lost its newest changes, and tells of those that it has from the beginning.
     *
     * @param known what happened before this time is the same as before, and was heard of
     * @return the lines whose levels have to be read, because what the listener knows of them may be untrue
     */
    abstract Set<StockKey> lostHistory(Instant known);

    /** The lines of which the listener was told something that may have changed since, unheard of. */
    abstract Set<StockKey> lines();

    /** How many messages wait. */
    abstract long waiting();

    final Health.Worker health() {
        return record().health(waiting());
    }
}
