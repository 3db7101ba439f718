package io.inventory4j.core.listeners;

import io.inventory4j.LedgerException;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that wait for one listener, in the order in which they happened. At most {@link #CAPACITY} wait. What does
 * not fit is read from the journal once the listener has caught up, so it hears of everything. Without a journal it is
 * dropped and counted.
 *
 * @param <E> what the listener hears of
 */
abstract class EventMailbox<E> extends Mailbox {
    static final int CAPACITY = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(EventMailbox.class);
    private static final int PAGE = 1_000;

    private final @Nullable Journaled journal;
    private final Consumer<Set<StockKey>> doubts;
    private final Queue<E> events = new ArrayDeque<>();

    /** The sequence of the last entry whose events were added. */
    private long taken;

    /** The sequence of the newest entry that was offered. */
    private long newest;

    /** Whether entries after {@code taken} are left to be read from the journal. */
    private boolean behind;

    /** Entries that are older were heard of before the store lost its newest changes. */
    private Instant heardBefore = Instant.MIN;

    private boolean dropping;

    /**
     * An empty mailbox.
     *
     * @param journal where is read what did not fit; null where there is none
     * @param doubts gets the lines to read anew, because entries of that journal are lost (rule 11.3)
     */
    EventMailbox(
            @Nullable Journaled journal, Consumer<Set<StockKey>> doubts, CallbackThreads threads, WorkRecord record) {
        super(threads, record);
        this.journal = journal;
        this.doubts = doubts;
    }

    /** Adds the events of an entry. Called with the lock of this mailbox. */
    abstract void take(JournalEntry entry);

    /**
     * Reads what the listener is to know beside the event.
     *
     * @return the call of the listener
     * @throws LedgerException if the store does not answer; then the event waits
     */
    abstract Runnable call(E event);

    @Override
    final void offer(JournalEntry entry) {
        synchronized (this) {
            newest = entry.sequence();
            if (behind || (journal != null && newest <= taken)) {
                return;
            }
            if (journal != null && events.size() >= CAPACITY) {
                behind = true;
                LOG.info("{}: {} wait; further ones are read from the journal later", record().name(), CAPACITY);
                return;
            }
            takeNew(entry);
        }
        wakeIfBusy();
    }

    private void takeNew(JournalEntry entry) {
        taken = entry.sequence();
        if (!entry.at().isBefore(heardBefore)) {
            take(entry);
        }
    }

    @Override
    final synchronized Set<StockKey> lostHistory(Instant known) {
        heardBefore = known;
        taken = 0;
        newest = 0;
        return lostHistory();
    }

    /** The same, with the lock of this mailbox. */
    abstract Set<StockKey> lostHistory();

    final void wakeIfBusy() {
        if (!idle()) {
            wake();
        }
    }

    /** Adds an event; with the lock of this mailbox. */
    final void add(E event) {
        if (journal == null && events.size() >= CAPACITY) {
            record().dropped(1);
            if (!dropping) {
                dropping = true;
                LOG.warn(
                        "{}: {} wait; further ones are dropped until the listener catches up",
                        record().name(),
                        CAPACITY);
            }
            return;
        }
        events.add(event);
    }

    /** Whether entries are left to be read from the journal; with the lock of this mailbox. */
    final boolean behind() {
        return behind;
    }

    @Override
    final boolean step() {
        E event;
        synchronized (this) {
            event = events.peek();
            dropping &= event != null;
        }
        if (event == null) {
            return readOn();
        }
        Runnable call;
        try {
            call = call(event);
        } catch (LedgerException e) {
            pause(e);
            return false;
        }
        synchronized (this) {
            events.remove();
        }
        call.run();
        return true;
    }

    /** Adds the events of a page of the journal, if some did not fit when they were offered. */
    private boolean readOn() {
        long after;
        synchronized (this) {
            if (journal == null || !behind) {
                return false;
            }
            after = taken;
        }
        JournalPage page;
        try {
            page = journal.journal(after, PAGE);
        } catch (RuntimeException e) {
            pause(e);
            return false;
        }
        synchronized (this) {
            if (taken != after) {
                return true; // The store has lost its newest changes: these entries are of before that.
            }
            page.entries().forEach(this::takeNew);
            taken = Math.max(taken, page.next());
            behind = page.next() > after && taken < newest;
        }
        if (page.lost() > 0) {
            record().dropped(page.lost());
            LOG.warn("{}: {} changes were deleted or cannot be read", record().name(), page.lost());
            doubts.accept(lines());
        }
        return true;
    }

    @Override
    final synchronized boolean idle() {
        return events.isEmpty() && !behind;
    }

    @Override
    final synchronized long waiting() {
        return events.size() + (behind ? newest - taken : 0);
    }
}
