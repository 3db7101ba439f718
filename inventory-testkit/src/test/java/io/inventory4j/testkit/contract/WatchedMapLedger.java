package io.inventory4j.testkit.contract;

import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.MapLedger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The smallest ledger that pushes: each listener has a thread, which reads the journal on after every call. */
public final class WatchedMapLedger extends MapLedger implements Watchable {
    /** The listeners of all nodes. */
    private final List<Follower> followers;

    /** A node over a store of its own. */
    public WatchedMapLedger(InstantSource clock) {
        super(clock);
        followers = new CopyOnWriteArrayList<>();
    }

    private WatchedMapLedger(WatchedMapLedger node) {
        super(node);
        followers = node.followers;
    }

    /** Another node over this one's store. */
    public WatchedMapLedger node() {
        return new WatchedMapLedger(this);
    }

    /** A listener for entries, whose thread reads the journal on. */
    private final class Follower implements Subscription {
        private final EntryListener listener;
        private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                this::daemon,
                new ThreadPoolExecutor.DiscardPolicy());
        private long place = WatchedMapLedger.this.journal(0, Integer.MAX_VALUE).next();

        Follower(EntryListener listener) {
            this.listener = listener;
        }

        private Thread daemon(Runnable task) {
            Thread daemon = new Thread(task, "listener");
            daemon.setDaemon(true);
            return daemon;
        }

        void wake() {
            thread.execute(() -> {
                JournalPage page = WatchedMapLedger.this.journal(place, Integer.MAX_VALUE);
                page.entries().forEach(listener::onEntry);
                place = page.next();
                listener.onRead(null);
            });
        }

        private boolean isOf(WatchedMapLedger node) {
            return WatchedMapLedger.this == node;
        }

        @Override
        public void close() {
            followers.remove(this);
            thread.shutdown();
        }
    }

    @Override
    public Subscription follow(EntryListener listener) {
        Follower follower = new Follower(listener);
        followers.add(follower);
        return follower;
    }

    @Override
    public Subscription watch(StockListener listener) {
        Map<StockKey, Long> delivered = new HashMap<>();
        return follow(entry -> {
            StockLevel level = entry.change().after();
            if (delivered.getOrDefault(level.key(), 0L) < level.version()) {
                delivered.put(level.key(), level.version());
                deliver(listener, level);
            }
        });
    }

    private static void deliver(StockListener listener, StockLevel level) {
        try {
            listener.onLevel(level);
        } catch (RuntimeException e) {
            System.out.println("a listener failed: " + e.getMessage());
        }
    }

    private <T> T waking(T outcome) {
        followers.forEach(Follower::wake);
        return outcome;
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        return waking(super.apply(batch));
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        return waking(super.expire(max, except));
    }

    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        return waking(super.shipConfirmed(unchangedFor, max));
    }

    @Override
    public void close() {
        followers.stream().filter(follower -> follower.isOf(this)).forEach(Follower::close);
        super.close();
    }
}
