package io.inventory4j.live.feed;

import io.inventory4j.stock.Bounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One terminal's reader of a {@link LevelFeed}: first a snapshot of its lines, then what changes. However slow it is,
 * at most one level of each line waits for it, the newest. So a reader that is stuck keeps the level that it got
 * last of each line, some 300 bytes where no other reader has the same, and no more. Per line, what it gets is never
 * older than what it got before, unless the ledger itself has lost its newest changes.
 *
 * <p>Thread-safe; of several threads that wait in {@link #next}, each batch goes to one.
 */
public final class LevelReader implements AutoCloseable {
    private static final int MEASURED_ONE_IN = 16;

    private final LevelFeed feed;
    private final LevelLog log;
    private final LineView view;
    private final int[] lines;
    private final boolean all;
    private final LineView.@Nullable Face[] given;
    private final ReentrantLock turn = new ReentrantLock();
    private final Semaphore signal = new Semaphore(0);
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final @Nullable ReaderCallback callback;
    private volatile long after;
    private final LongAdder delivered = new LongAdder();
    private final LongAdder conflated = new LongAdder();
    private final LongAdder unchanged = new LongAdder();
    private boolean snapshot;
    private int untilMeasured;

    // While all cells are looked at: the next one, and which places count.
    private int scanAt;
    private boolean scanAll;
    private long scanAfter;
    private long scanTo;
    private long scanHeard;
    private long oldestHeard;

    /**
     * A reader that has read nothing.
     *
     * @param lines the indexes of its lines, sorted
     * @param resumeAfter the last place that the terminal has seen; below zero for a snapshot
     */
    LevelReader(LevelFeed feed, LineView view, int[] lines, long resumeAfter, @Nullable ReaderCallback callback) {
        this.feed = feed;
        this.view = view;
        this.lines = lines;
        this.callback = callback;
        log = feed.log();
        all = lines.length == log.keys().size();
        given = new LineView.@Nullable Face[lines.length];
        snapshot = resumeAfter < 0;
        scanAll = snapshot;
        after = Math.max(0, resumeAfter);
        beginScan();
    }

    private void beginScan() {
        scanAt = 0;
        scanAfter = after;
        scanTo = log.head();
    }

    /**
     * Waits for the next batch: the snapshot at first, then what has changed.
     *
     * @param timeout how long to wait, zero to 36,500 days
     * @return the batch; empty if the time is up, or the reader or its feed is {@linkplain #closed closed}
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalArgumentException if the timeout is out of bounds
     * @throws IllegalStateException if this reader calls a callback
     */
    public Optional<LevelBatch> next(Duration timeout) throws InterruptedException {
        if (callback != null) {
            throw new IllegalStateException("the batches of this reader go to its callback");
        }
        long deadline = System.nanoTime()
                + Bounds.within("timeout", timeout, Duration.ZERO, Bounds.MAX_AGE)
                        .toNanos();
        turn.lockInterruptibly();
        try {
            while (!closed()) {
                LevelBatch batch = take();
                if (batch != null) {
                    return Optional.of(batch);
                }
                signal.drainPermits();
                if (fallsAsleep()) {
                    long left = deadline - System.nanoTime();
                    if (left <= 0 || !signal.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                        // What came in the last moment is found by the next call.
                        return Optional.empty();
                    }
                }
            }
            return Optional.empty();
        } finally {
            turn.unlock();
        }
    }

    /** Says that it sleeps, unless there is something to read; see {@link Fanout}. */
    boolean fallsAsleep() {
        asleep.set(true);
        if (log.head() > after && asleep.compareAndSet(true, false)) {
            return false;
        }
        return !closed();
    }

    /** Wakes it if it sleeps and one of its lines has changed at these places. */
    void wakeFor(long from, long to) {
        if (asleep.get() && concerns(from, to) && asleep.compareAndSet(true, false)) {
            wake();
        }
    }

    private void wake() {
        if (callback != null) {
            callback.wake();
        } else {
            signal.release();
        }
    }

    /** Says that it sleeps, whatever there is to read, since nobody can be called now. */
    void waitForNextChange() {
        asleep.set(true);
    }

    private boolean concerns(long from, long to) {
        if (all || log.lapped(from)) {
            return true;
        }
        for (long place = from + 1; place <= to; place++) {
            if (slot(log.lineAt(place)) >= 0) {
                return true;
            }
        }
        // A place that was written anew while it was looked at.
        return log.lapped(from);
    }

    private int slot(int line) {
        return all ? line : Arrays.binarySearch(lines, line);
    }

    /** What has changed; null if nothing has. One thread at a time. */
    @Nullable
    LevelBatch take() {
        List<ShownLevel> found = new ArrayList<>();
        oldestHeard = 0;
        if (scanAt < 0 && log.lapped(after)) {
            // The ring has lost when it was: what the ring still has was later, so the delay is at least that.
            scanHeard = log.heardAt(log.oldest(after));
            beginScan();
        }
        if (scanAt >= 0) {
            scan(found);
        }
        if (scanAt < 0) {
            follow(found);
        }
        if (found.isEmpty()) {
            return null;
        }
        boolean first = snapshot;
        snapshot = false;
        boolean full = found.size() == LevelBatch.MAX_LEVELS;
        return new LevelBatch(first, scanAt >= 0 || (full && log.head() > after), found);
    }

    private void scan(List<ShownLevel> found) {
        while (scanAt < lines.length && found.size() < LevelBatch.MAX_LEVELS) {
            int slot = scanAt++;
            LineCell cell = log.cell(lines[slot]);
            LineView.Face before = given[slot];
            if (before != null ? before.cell().place() != cell.place() : scanAll || cell.place() > scanAfter) {
                give(slot, cell, scanHeard, found);
            } else if (before == null) {
                // A terminal that has come back has seen it.
                given[slot] = view.of(lines[slot], cell);
            }
        }
        if (scanAt == lines.length) {
            scanAt = -1;
            scanAll = false;
            scanHeard = 0;
            after = scanTo;
        }
    }

    private void follow(List<ShownLevel> found) {
        long head = log.head();
        long place = after;
        while (place < head && found.size() < LevelBatch.MAX_LEVELS) {
            int slot = slot(log.lineAt(place + 1));
            long heard = log.heardAt(place + 1);
            if (log.lapped(place)) {
                // What was just read may be of a later place. The next batch looks at all cells.
                break;
            }
            place++;
            if (slot >= 0) {
                LineCell cell = log.cell(lines[slot]);
                LineView.Face before = given[slot];
                if (before == null || before.cell().place() < place) {
                    give(slot, cell, heard, found);
                }
            }
        }
        after = place;
    }

    /** Gives the terminal a cell, if it sees a difference. */
    private void give(int slot, LineCell cell, long heard, List<ShownLevel> found) {
        LineView.Face face = view.of(lines[slot], cell);
        LineView.Face before = given[slot];
        given[slot] = face;
        if (before != null) {
            conflated.add(cell.changes() - before.cell().changes() - 1);
            if (before.shown().looksLike(face.shown())) {
                unchanged.increment();
                return;
            }
        }
        found.add(face.shown());
        if (heard != 0) {
            oldestHeard = oldestHeard == 0 || heard - oldestHeard < 0 ? heard : oldestHeard;
            if (untilMeasured-- == 0) {
                untilMeasured = MEASURED_ONE_IN - 1;
                feed.measured().toReader(System.nanoTime() - heard);
            }
        }
        delivered.increment();
    }

    LevelFeed feed() {
        return feed;
    }

    /**
     * When the oldest change of the batch that was taken last was heard of; 0 for a snapshot, or what was caught up.
     */
    long oldestHeard() {
        return oldestHeard;
    }

    /** The bytes that a stream sends for a line. */
    byte[] json(ShownLevel level) {
        return view.json(log.index(level.key()), level);
    }

    /**
     * Where this reader is: what a terminal gives back as the id of the last event that it has seen. It counts for what
     * {@link #next} returned last, once that has no {@linkplain LevelBatch#more more}. It says nothing to anybody but
     * the feed that made it.
     *
     * @return 32 hexadecimal digits
     */
    public String place() {
        return feed.placeCode().encode(after);
    }

    /**
     * Whether it was closed, by itself or with its feed.
     *
     * @return true if nothing more comes
     */
    public boolean closed() {
        return closing.getCount() == 0;
    }

    /** Waits until it is closed, at most so long. */
    boolean awaitClosed(Duration most) throws InterruptedException {
        return closing.await(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * How it goes.
     *
     * @return the state right now
     */
    public ReaderHealth health() {
        ReaderCallback called = callback;
        return new ReaderHealth(
                closed() || asleep.get() ? Duration.ZERO : lag(),
                delivered.sum(),
                conflated.sum(),
                unchanged.sum(),
                called == null ? 0 : called.failures(),
                called == null ? null : called.lastFailure());
    }

    private Duration lag() {
        long head = log.head();
        for (long place = log.oldest(after); place <= head; place++) {
            if (slot(log.lineAt(place)) >= 0) {
                return Duration.ofNanos(Math.max(0, System.nanoTime() - log.heardAt(place)));
            }
        }
        return Duration.ZERO;
    }

    /** Ends it: whoever waits in {@link #next} gets nothing; a call to the callback that is under way may finish. */
    @Override
    public void close() {
        feed.left(this);
        closing.countDown();
        signal.release();
    }
}
