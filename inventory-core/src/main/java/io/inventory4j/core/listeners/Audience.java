package io.inventory4j.core.listeners;

import io.inventory4j.ExpiryListener;
import io.inventory4j.Health;
import io.inventory4j.RefusalListener;
import io.inventory4j.ReservationId;
import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.alert.AlertLevels;
import io.inventory4j.alert.AlertListener;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of one inventory, and the feed by which they hear of changes. The feed is opened for the first
 * listener. Thread-safe.
 */
public final class Audience implements EntryListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);

    /** How long close waits for callbacks to end by themselves, and then for interrupted ones. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** How much older than the newest change heard of the first one may be that a store has lost. */
    private static final Duration LONGEST_LOSS = Duration.ofMinutes(1);

    private final StockLedger store;
    private final Feed feed;
    private final CallbackThreads threads;
    private final InstantSource clock;
    private final Duration alertReturnsAfter;
    private final CopyOnWriteArrayList<Mailbox> mailboxes = new CopyOnWriteArrayList<>();
    private final ListenerHealth health = new ListenerHealth();
    private final WorkRecord feedRecord;
    private final LevelCheck check;
    private volatile Instant newest;
    private volatile @Nullable Instant heard;
    private @Nullable Refusals refusals;
    private boolean closed;
    private Feed.@Nullable Following following;

    /**
     * No listeners.
     *
     * @param store where levels and reservations are read
     * @param feed where changes are heard of
     * @param threads call the listeners
     * @param clock the node's
     * @param alertReturnsAfter how long a line has to stay above a threshold for that to count
     */
    public Audience(
            StockLedger store, Feed feed, CallbackThreads threads, InstantSource clock, Duration alertReturnsAfter) {
        this.store = store;
        this.feed = feed;
        this.threads = threads;
        this.clock = clock;
        this.alertReturnsAfter = alertReturnsAfter;
        feedRecord = new WorkRecord(Health.FEED, clock);
        check = new LevelCheck(store, this::found, threads, new WorkRecord("reading levels for listeners", clock));
        newest = clock.instant();
    }

    public Subscription add(AlertLevels levels, AlertListener listener) {
        Objects.requireNonNull(levels, "levels");
        Objects.requireNonNull(listener, "listener");
        WorkRecord record = new WorkRecord(Health.ALERT_LISTENERS, clock);
        return add(
                new AlertMailbox(levels, listener, alertReturnsAfter, feed.journal(), check::doubt, threads, record));
    }

    public Subscription addForExpiries(ExpiryListener listener) {
        Objects.requireNonNull(listener, "listener");
        WorkRecord record = new WorkRecord(Health.EXPIRY_LISTENERS, clock);
        return add(new ExpiryMailbox(listener, store, feed.journal(), check::doubt, threads, record));
    }

    public Subscription add(StockListener listener) {
        Objects.requireNonNull(listener, "listener");
        return add(new LevelMailbox(listener, threads, new WorkRecord(Health.LEVEL_LISTENERS, clock)));
    }

    /**
     * Adds the listeners for refusals. They need no feed: what is refused changes nothing.
     *
     * @return what tells them
     */
    public synchronized Refusals addForRefusals(List<RefusalListener> listeners) {
        Refusals told = new Refusals(listeners, threads, clock);
        refusals = told;
        return told;
    }

    private synchronized Subscription add(Mailbox mailbox) {
        if (closed) {
            throw new IllegalStateException("the inventory is closed; its listeners are not called any more");
        }
        if (following == null) {
            following = feed.opener().open(this, threads, feedRecord);
        }
        mailboxes.add(mailbox);
        return () -> {
            if (mailboxes.remove(mailbox)) {
                health.left(mailbox);
            }
            mailbox.discard();
        };
    }

    boolean isEmpty() {
        return mailboxes.isEmpty();
    }

    @Override
    public void onEntry(JournalEntry entry) {
        if (newest.isBefore(entry.at())) {
            newest = entry.at();
        }
        heard = entry.at();
        tell(mailbox -> mailbox.offer(entry));
    }

    /** Never throws, because what it tells of has happened. */
    private void tell(Consumer<Mailbox> what) {
        try {
            mailboxes.forEach(what);
        } catch (RuntimeException e) {
            LOG.error("Listeners may have missed a change", e);
        }
    }

    private void found(StockLevel level) {
        Instant now = clock.instant();
        tell(mailbox -> mailbox.offer(level, now));
    }

    /** Has the levels of some lines read, which may have changed without anybody having heard of it. */
    void doubt(Collection<StockKey> lines) {
        if (!isEmpty()) {
            check.doubt(lines);
        }
    }

    /** The same for the lines of a reservation, which has to be read first. */
    void doubtLinesOf(ReservationId reservation) {
        if (!isEmpty()) {
            check.doubtLinesOf(reservation);
        }
    }

    @Override
    public void onLost(long entries) {
        feedRecord.dropped(entries);
        LOG.warn("{} changes were deleted or cannot be read before listeners could hear of them", entries);
        tell(mailbox -> check.doubt(mailbox.lines()));
    }

    @Override
    public void onLostHistory() {
        Instant known = newest.minus(LONGEST_LOSS);
        tell(mailbox -> check.doubt(mailbox.lostHistory(known)));
    }

    @Override
    public void onRead(@Nullable RuntimeException failure) {
        if (failure != null) {
            feedRecord.failed(failure);
        } else {
            Instant last = heard;
            heard = null;
            feedRecord.succeeded(last == null ? Duration.ZERO : Duration.between(last, clock.instant()));
        }
    }

    /** How the feed and the listeners do. */
    public List<Health.Worker> health() {
        List<Health.Worker> workers = new ArrayList<>();
        List<Health.Worker> listeners = new ArrayList<>();
        mailboxes.forEach(mailbox -> listeners.add(mailbox.health()));
        synchronized (this) {
            if (feed.complete() && following != null) {
                workers.add(feedRecord.health(0));
            }
            listeners.addAll(refusals == null ? List.of() : refusals.health());
        }
        workers.addAll(health.of(listeners));
        return workers;
    }

    /** Waits a while for callbacks to end, then interrupts them. */
    @Override
    public void close() {
        Feed.@Nullable Following opened;
        @Nullable Refusals told;
        synchronized (this) {
            closed = true;
            opened = following;
            told = refusals;
        }
        long deadline = System.nanoTime() + GRACE.toNanos();
        boolean inCallback = mailboxes.stream().anyMatch(Mailbox::runsHere) || (told != null && told.runsHere());
        try {
            if (opened != null) {
                opened.drain(deadline);
                opened.close();
            }
            for (Mailbox mailbox : mailboxes) {
                mailbox.awaitDrained(deadline);
            }
            if (told != null) {
                told.awaitTold(deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        check.discard();
        mailboxes.forEach(Mailbox::discard);
        mailboxes.clear();
        if (told != null) {
            told.discard();
        }
        closeThreads(inCallback);
    }

    private void closeThreads(boolean inCallback) {
        long deadline = System.nanoTime() + GRACE.toNanos();
        try {
            if (inCallback) {
                threads.closeFromCallback(deadline);
            } else {
                threads.close(deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
