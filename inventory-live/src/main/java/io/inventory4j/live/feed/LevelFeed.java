package io.inventory4j.live.feed;

import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.Subscription;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The levels of some lines, for any number of terminals: each gets a snapshot and then what changes, as far as its
 * {@link Visibility} lets it see. All of them share one subscription to the inventory. Thread-safe.
 *
 * <p>It shows what {@link Inventory#subscribe} tells, so the changes of every node where the ledger can be watched, and
 * of this node where it cannot; there, {@link #refresh} catches up. What a terminal shows last is what the ledger
 * holds. What happens between two looks of a reader is conflated: it gets the newest level of each line.
 */
public final class LevelFeed implements AutoCloseable {
    /** The most lines of a feed. */
    public static final int MAX_LINES = 100_000;

    /** How often readers are woken at most, unless set otherwise. */
    public static final Duration AT_MOST_EVERY = Duration.ofNanos(250_000);

    private static final Duration MOST_EVERY = Duration.ofSeconds(10);
    private static final int VIEWS_KEPT = 32;
    private static final int WORKERS = 2;
    private static final long IDLE_SECONDS = 10;

    private final LevelLog log;
    private final Fanout fanout;
    private final Rereads rereads;
    private final StuckWrites stuckWrites;
    private final Delays delays;
    private final PlaceCode placeCode = new PlaceCode();
    private final Map<Visibility, LineView> views = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Subscription subscription;

    private LevelFeed(Inventory inventory, Collection<StockKey> lines, Duration atMostEvery) {
        log = new LevelLog(lines);
        delays = new Delays(inventory);
        fanout = new Fanout(log, atMostEvery, delays::lookAtFeed);
        ScheduledThreadPoolExecutor work = workers();
        rereads = new Rereads(inventory, log, fanout::changed, work);
        stuckWrites = new StuckWrites(work);
        // Before the reading, so that no change falls between the two.
        subscription = inventory.subscribe(this::heard);
        try {
            rereads.readAll();
        } catch (RuntimeException e) {
            subscription.close();
            rereads.close();
            throw e;
        }
        fanout.start();
    }

    /** Threads that end when they are idle, so there is nothing to shut down. */
    private static ScheduledThreadPoolExecutor workers() {
        ScheduledThreadPoolExecutor work = new ScheduledThreadPoolExecutor(WORKERS, task -> {
            Thread thread = new Thread(task, "inventory4j-level-feed-work");
            thread.setDaemon(true);
            return thread;
        });
        work.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        work.allowCoreThreadTimeOut(true);
        return work;
    }

    /**
     * Opens a feed, and reads the lines once. Readers are woken every quarter of a millisecond at most.
     *
     * @param inventory the inventory, which must outlive the feed
     * @param lines the lines, 1 to {@value #MAX_LINES}; they need not exist yet
     * @return the feed; close it
     * @throws IllegalArgumentException if there are no lines, or too many
     * @throws LedgerException if the store cannot answer
     */
    public static LevelFeed open(Inventory inventory, Collection<StockKey> lines) {
        return open(inventory, lines, AT_MOST_EVERY);
    }

    /**
     * Opens a feed, and reads the lines once.
     *
     * @param inventory the inventory, which must outlive the feed
     * @param lines the lines, 1 to {@value #MAX_LINES}; they need not exist yet
     * @param atMostEvery how often readers are woken at most: the shorter, the sooner they know and the more it costs
     *     while stock changes; zero to 10 seconds
     * @return the feed; close it
     * @throws IllegalArgumentException if an argument is out of bounds
     * @throws LedgerException if the store cannot answer
     */
    public static LevelFeed open(Inventory inventory, Collection<StockKey> lines, Duration atMostEvery) {
        Bounds.size("lines", lines.size(), 1, MAX_LINES);
        Bounds.within("atMostEvery", atMostEvery, Duration.ZERO, MOST_EVERY);
        return new LevelFeed(inventory, lines, atMostEvery);
    }

    private void heard(StockLevel level) {
        switch (log.heard(level, System.nanoTime())) {
            case TAKEN -> fanout.changed();
            case DOUBTFUL -> rereads.doubt(level.key());
            case KNOWN -> {}
        }
    }

    /**
     * The lines.
     *
     * @return all lines of this feed, sorted
     */
    public List<StockKey> lines() {
        return log.keys();
    }

    /**
     * A reader of all lines, for a thread that waits in {@link LevelReader#next}.
     *
     * @param visibility what it may see
     * @return the reader; close it
     * @throws IllegalStateException if this feed is closed
     */
    public LevelReader reader(Visibility visibility) {
        return reader(visibility, lines(), null);
    }

    /**
     * A reader of some lines that goes on where a terminal was cut off. It gets only what has changed since the event
     * that the terminal names. If that is not of this feed, because the terminal comes from another node or from before
     * a restart, it gets a snapshot again, for which the ledger is read. So it never sees an older level than before.
     *
     * @param visibility what it may see
     * @param lines lines of this feed, as before
     * @param lastPlace the id of the last event that it has seen, as {@link LevelReader#place} made it; null for none.
     *     May be any text: what this feed has not made is unknown to it
     * @return the reader; close it
     * @throws IllegalArgumentException if a line is not one of this feed, or there is none
     * @throws IllegalStateException if this feed is closed
     * @throws LedgerException if the place is unknown, and the store cannot answer
     */
    public LevelReader reader(Visibility visibility, Collection<StockKey> lines, @Nullable String lastPlace) {
        OptionalLong place = placeCode.decode(lastPlace);
        int[] indexes = indexes(lines);
        if (lastPlace != null && place.isEmpty()) {
            rereads.readAll();
        }
        return join(new LevelReader(this, view(visibility), indexes, place.orElse(-1), null));
    }

    /**
     * A reader of some lines that calls a terminal back. Its calls never overlap. One that throws is logged and counts
     * as made; one that is slow sees fewer, newer levels, and holds up nobody else but on its own executor.
     *
     * @param visibility what it may see
     * @param lines lines of this feed
     * @param executor makes the calls; it has threads of its own, and many terminals may share it
     * @param callback is called with the snapshot, and then with what changes
     * @return the reader; close it to end the calls
     * @throws IllegalArgumentException if a line is not one of this feed, or there is none
     * @throws IllegalStateException if this feed is closed
     */
    public LevelReader listen(
            Visibility visibility,
            Collection<StockKey> lines,
            Executor executor,
            Consumer<? super LevelBatch> callback) {
        ReaderCallback calls = new ReaderCallback(
                Objects.requireNonNull(executor, "executor"), Objects.requireNonNull(callback, "callback"));
        LevelReader reader = join(new LevelReader(this, view(visibility), indexes(lines), -1, calls));
        calls.start(reader);
        return reader;
    }

    private LevelReader join(LevelReader reader) {
        fanout.readers().add(reader);
        if (closed.get()) {
            reader.close();
            throw new IllegalStateException("the feed is closed; it has no new readers");
        }
        return reader;
    }

    private LineView view(Visibility visibility) {
        if (views.size() < VIEWS_KEPT || views.containsKey(visibility)) {
            return views.computeIfAbsent(
                    visibility, seen -> new LineView(seen, log.keys().size()));
        }
        return new LineView(visibility, log.keys().size());
    }

    private int[] indexes(Collection<StockKey> lines) {
        if (lines == log.keys()) {
            return IntStream.range(0, lines.size()).toArray();
        }
        Bounds.size("lines", lines.size(), 1, MAX_LINES);
        return new TreeSet<>(lines).stream().mapToInt(this::index).toArray();
    }

    private int index(StockKey line) {
        int index = log.index(line);
        if (index < 0) {
            throw new IllegalArgumentException(line + " is no line of this feed");
        }
        return index;
    }

    /**
     * Reads all lines from the ledger now. Only needed over a ledger that cannot be watched, where it is the only way
     * to hear of other nodes.
     *
     * @throws LedgerException if the store cannot answer
     */
    public void refresh() {
        rereads.readAll();
    }

    /**
     * How it goes.
     *
     * @return the state right now; takes no call to the store
     */
    public LevelFeedHealth health() {
        return new LevelFeedHealth(
                log.keys().size(),
                fanout.readers().size(),
                log.head(),
                log.gaps(),
                log.outOfOrder(),
                log.lostHistories(),
                rereads.failures(),
                rereads.lastFailure());
    }

    /**
     * How long changes have taken since the feed was opened.
     *
     * @return the delays so far
     */
    public FeedDelays delays() {
        return delays.all();
    }

    LevelLog log() {
        return log;
    }

    PlaceCode placeCode() {
        return placeCode;
    }

    Delays measured() {
        return delays;
    }

    StuckWrites stuckWrites() {
        return stuckWrites;
    }

    boolean isClosed() {
        return closed.get();
    }

    void left(LevelReader reader) {
        fanout.readers().remove(reader);
    }

    /** Ends it and all its readers; the inventory stays open. Does nothing the second time. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            subscription.close();
            rereads.close();
            fanout.close();
            fanout.readers().forEach(LevelReader::close);
        }
    }
}
