package io.inventory4j.benchmarks.measure;

import io.inventory4j.Posting;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * The delay of a change from one node to a listener on another: from the moment before the call to the moment in the
 * listener. A level that the listener did not get, because it got a newer one instead, counts until that newer one. The
 * peer asks for the level each 100 ms; the limit is to ask once.
 */
public final class Feed {
    private static final long POLL_MILLIS = 100;
    private static final int PATIENCE_SECONDS = 60;

    private final String store;
    private final Plan plan;
    private final StockLedger writer;
    private final StockLedger reader;
    private int lines;

    /**
     * Two nodes of one shop.
     *
     * @param reader also a {@link Watchable}
     */
    public Feed(String store, Plan plan, StockLedger writer, StockLedger reader) {
        this.store = store;
        this.plan = plan;
        this.writer = writer;
        this.reader = reader;
    }

    /** What calls a listener with levels until it is closed. */
    private interface Source {
        AutoCloseable open(StockKey line, Listener listener);
    }

    private interface Listener {
        void hear(StockLevel level);
    }

    /**
     * Measures.
     *
     * @param perSecond changes a second
     * @param batch how many of them a call makes, so that the store can take them all
     */
    public void run(int perSecond, int batch, Results results) throws Exception {
        String bench = "feed-" + store + "-" + perSecond;
        Plan rounds = new Plan(
                plan.mode(),
                plan.pick(0, 0, 1),
                plan.pick(1, 3, 5),
                plan.pick(200L, 250L, 3_000L),
                plan.mostCalls(),
                plan.stores());
        int changes = (int) (perSecond * rounds.turnMillis() / 1_000);
        new Contest(bench, rounds)
                .byLatency()
                .peer(Contest.key("polling-100-ms", 1))
                .limit(Contest.key("one-round-trip", 1))
                .add("inventory", 1, round -> turn(this::watching, perSecond, batch, changes))
                .add("polling-100-ms", 1, round -> turn(this::polling, perSecond, batch, changes))
                .add("one-round-trip", 1, round -> roundTrips(rounds.turnMillis()))
                .run(results);
    }

    private AutoCloseable watching(StockKey line, Listener listener) {
        return ((Watchable) reader).watch(level -> {
            if (level.key().equals(line)) {
                listener.hear(level);
            }
        });
    }

    private AutoCloseable polling(StockKey line, Listener listener) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        var asking = timer.scheduleAtFixedRate(
                () -> reader.levels(List.of(line)).forEach(listener::hear),
                POLL_MILLIS,
                POLL_MILLIS,
                TimeUnit.MILLISECONDS);
        return () -> {
            asking.cancel(false);
            timer.shutdown();
            if (!timer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the last poll had no answer");
            }
        };
    }

    private Measured roundTrips(long millis) throws Exception {
        StockKey line = StockKey.of("feed-0");
        return Crowd.run(1, millis, Long.MAX_VALUE, (caller, i) -> {
            List<StockLevel> levels = reader.levels(List.of(line));
            return 1 + levels.size() / 2;
        });
    }

    private Measured turn(Source source, int perSecond, int batch, int changes) throws Exception {
        StockKey line = StockKey.of("feed-" + lines++);
        AtomicLongArray sent = new AtomicLongArray(changes + 1);
        Histogram delays = new ConcurrentHistogram(3);
        CountDownLatch last = new CountDownLatch(1);
        long[] delivered = {0};
        Listener listener = level -> {
            long now = System.nanoTime();
            for (long version = delivered[0] + 1; version <= level.version(); version++) {
                delays.recordValue(now - sent.get((int) version));
            }
            delivered[0] = Math.max(delivered[0], level.version());
            if (level.version() == changes) {
                last.countDown();
            }
        };
        try (AutoCloseable open = source.open(line, listener)) {
            long began = System.nanoTime();
            for (int i = 1; i <= changes; i += batch) {
                write(line, i, Math.min(changes, i + batch - 1), began + i * 1_000_000_000L / perSecond, sent);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            if (!last.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the last change did not arrive through " + open);
            }
            return Measured.of(changes, seconds, delays);
        }
    }

    private void write(StockKey line, int from, int to, long due, AtomicLongArray sent) {
        List<Command> moves = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            moves.add(
                    Move.of(line.sku() + "-" + i, "delivery", new Posting(line, Bucket.OUTSIDE, Bucket.AVAILABLE, 1)));
        }
        while (System.nanoTime() < due) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
        long now = System.nanoTime();
        for (int i = from; i <= to; i++) {
            sent.set(i, now);
        }
        writer.apply(moves);
    }
}
