package io.inventory4j.core.gate;

import io.inventory4j.Subscription;
import io.inventory4j.ledger.Announcing;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.LevelChange;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a gate hears of the changes of other nodes. It begins when a line is nearly sold out, because until then nobody
 * needs to know: it follows the store's feed, and reads the journal from before up to there, page by page. So a node
 * that sells from plenty hears nothing, and one that has just started comes to know the lines of a sale that goes on.
 * Thread-safe.
 */
final class Hearing implements EntryListener {
    private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);

    /** How many of the newest entries of the journal are read. */
    static final long ENTRIES = 1_000_000;

    private static final int PAGE = 1_000;

    /** How long it waits after a failure. */
    private static final long PAUSE = Duration.ofSeconds(10).toNanos();

    /** Who is told. Called by any number of threads. */
    interface Listener {
        /**
         * A line has changed.
         *
         * @param order the id of the reservation that took units; null if none did
         */
        void heard(LevelChange change, @Nullable String order, Instant at);

        /** The store has lost changes that it had told of. */
        void forget();
    }

    private final @Nullable Announcing source;
    private final @Nullable Journaled journal;
    private final Listener listener;
    private final LongSupplier nanos;
    private final Executor executor;
    private final AtomicBoolean begun = new AtomicBoolean();
    private @Nullable Subscription following;
    private boolean closed;
    private volatile long notBefore;

    private Hearing(
            @Nullable Announcing source,
            @Nullable Journaled journal,
            Listener listener,
            LongSupplier nanos,
            Executor executor) {
        this.source = source;
        this.journal = journal;
        this.listener = listener;
        this.nanos = nanos;
        this.executor = executor;
        notBefore = nanos.getAsLong();
    }

    /** A hearing of what a store can tell. One that only calls back for its own changes is heard from now on. */
    static Hearing of(StockLedger store, Listener listener, LongSupplier nanos, Executor executor) {
        if (store instanceof Watchable watchable) {
            Journaled journal = store instanceof Journaled kept ? kept : null;
            return new Hearing(watchable, journal, listener, nanos, executor);
        }
        Announcing source = store instanceof Announcing announcing ? announcing : null;
        Hearing hearing = new Hearing(source, null, listener, nanos, executor);
        hearing.begun.set(true);
        if (source != null) {
            hearing.follow(source);
        }
        return hearing;
    }

    /** Begins to listen, once. Returns at once. */
    void begin() {
        if (!begun.get() && nanos.getAsLong() - notBefore >= 0 && begun.compareAndSet(false, true)) {
            executor.execute(this::open);
        }
    }

    private void open() {
        attempt(() -> {
            if (source != null && follow(source) && journal != null) {
                read(journal, start(journal));
            }
        });
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.debug("The sold-out gate cannot listen to the store; it tries again later", e);
            notBefore = nanos.getAsLong() + PAUSE;
            begun.set(false);
        }
    }

    private synchronized boolean follow(Announcing ledger) {
        if (!closed && following == null) {
            following = ledger.follow(this);
        }
        return !closed;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Where to begin, so that not more than the newest entries are read. */
    private static long start(Journaled journal) {
        if (!hasAfter(journal, ENTRIES)) {
            return 0;
        }
        long within = ENTRIES;
        long beyond = 2 * ENTRIES;
        while (hasAfter(journal, beyond)) {
            within = beyond;
            beyond *= 2;
        }
        while (beyond - within > PAGE) {
            long middle = within + (beyond - within) / 2;
            if (hasAfter(journal, middle)) {
                within = middle;
            } else {
                beyond = middle;
            }
        }
        return within - ENTRIES;
    }

    private static boolean hasAfter(Journaled journal, long place) {
        JournalPage page = journal.journal(place, 1);
        return !page.entries().isEmpty() || page.next() > place;
    }

    private void read(Journaled from, long place) {
        if (isClosed()) {
            return;
        }
        JournalPage page = from.journal(place, PAGE);
        page.entries().forEach(this::onEntry);
        if (!page.entries().isEmpty() || page.next() > place) {
            executor.execute(() -> attempt(() -> read(from, page.next())));
        }
    }

    @Override
    public void onEntry(JournalEntry entry) {
        boolean takes = entry.kind() == CommandKind.RESERVE || entry.kind() == CommandKind.SELL;
        listener.heard(entry.change(), takes ? entry.command() : null, entry.at());
    }

    @Override
    public void onLostHistory() {
        listener.forget();
    }

    void close() {
        Subscription open;
        synchronized (this) {
            closed = true;
            open = following;
        }
        if (open != null) {
            open.close();
        }
    }
}
