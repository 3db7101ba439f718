package io.inventory4j.core.listeners;

import io.inventory4j.Subscription;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.Announcing;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Watchable;
import org.jspecify.annotations.Nullable;

/**
 * Where the listeners of an inventory hear of changes. It depends on what the store can do:
 *
 * <pre>
 *   the store is          they hear of                           found by
 *   Watchable             all changes of all nodes               the store's feed
 *   in memory             all changes of all its inventories     its journal, which it rings for
 *   Announcing            changes of this ledger                 its callback after the commit
 *   any other             changes of this inventory              the answers to its calls (PublishingLedger)
 * </pre>
 *
 * @param opener opens it
 * @param complete whether every change is heard of, in order, also one whose reply was lost
 * @param announced whether no change has to be taken from the answers to calls
 * @param journal what it is the end of; null where it cannot be read again
 */
public record Feed(
        Opener opener,
        boolean complete,
        boolean announced,
        @Nullable Journaled journal) {
    /** Opens a feed. */
    interface Opener {
        Following open(EntryListener listener, CallbackThreads threads, WorkRecord record);
    }

    /** An open feed. */
    interface Following extends Subscription {
        /** Waits until what has happened so far is passed on, as far as the feed knows of it. */
        default void drain(long deadlineNanos) throws InterruptedException {}
    }

    public static Feed of(StockLedger store) {
        if (store instanceof InMemoryLedger memory) {
            return new Feed(
                    (listener, threads, record) -> new JournalFollower(memory, listener, threads, record),
                    true,
                    true,
                    memory);
        }
        Journaled journal = store instanceof Journaled kept ? kept : null;
        if (store instanceof Watchable watchable) {
            return new Feed(following(watchable), true, true, journal);
        }
        if (store instanceof Announcing announcing) {
            return new Feed(following(announcing), false, true, null);
        }
        return new Feed((listener, threads, record) -> () -> {}, false, false, null);
    }

    private static Opener following(Announcing ledger) {
        return (listener, threads, record) -> ledger.follow(listener)::close;
    }
}
