package io.inventory4j.testkit.contract;

import io.inventory4j.JournalPage;
import io.inventory4j.LevelChange;
import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.testkit.MapLedger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The smallest ledger that pushes: each listener has a thread, which drops levels that came too late. */
final class WatchedMapLedger extends MapLedger implements Watchable {
    private final List<Registration> registrations = new CopyOnWriteArrayList<>();
    private final List<Follower> followers = new CopyOnWriteArrayList<>();

    WatchedMapLedger(InstantSource clock) {
        super(clock);
    }

    private static ExecutorService daemon() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread daemon = new Thread(task, "listener");
            daemon.setDaemon(true);
            return daemon;
        });
    }

    private final class Registration implements Subscription {
        private final StockListener listener;
        private final Map<StockKey, Long> delivered = new HashMap<>();
        private final ExecutorService thread = daemon();

        Registration(StockListener listener) {
            this.listener = listener;
        }

        void deliver(StockLevel level) {
            thread.execute(() -> {
                if (delivered.getOrDefault(level.key(), 0L) < level.version()) {
                    delivered.put(level.key(), level.version());
                    guarded(level);
                }
            });
        }

        private void guarded(StockLevel level) {
            try {
                listener.onLevel(level);
            } catch (RuntimeException e) {
                System.out.println("a listener failed: " + e.getMessage());
            }
        }

        @Override
        public void close() {
            registrations.remove(this);
            thread.shutdown();
        }
    }

    @Override
    public Subscription watch(StockListener listener) {
        Registration registration = new Registration(listener);
        registrations.add(registration);
        return registration;
    }

    /** A listener for entries, whose thread reads the journal on. */
    private final class Follower implements Subscription {
        private final EntryListener listener;
        private final ExecutorService thread = daemon();
        private long place = WatchedMapLedger.this.journal(0, Integer.MAX_VALUE).next();

        Follower(EntryListener listener) {
            this.listener = listener;
        }

        void wake() {
            thread.execute(() -> {
                JournalPage page = WatchedMapLedger.this.journal(place, Integer.MAX_VALUE);
                page.entries().forEach(listener::onEntry);
                place = page.next();
            });
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
    public List<Outcome> apply(List<? extends Command> batch) {
        List<Outcome> outcomes = super.apply(batch);
        outcomes.forEach(this::deliver);
        followers.forEach(Follower::wake);
        return outcomes;
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        List<Outcome.Applied> ended = super.expire(max, except);
        ended.forEach(this::deliver);
        followers.forEach(Follower::wake);
        return ended;
    }

    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        List<Outcome.Applied> shipped = super.shipConfirmed(unchangedFor, max);
        shipped.forEach(this::deliver);
        return shipped;
    }

    private void deliver(Outcome outcome) {
        if (outcome instanceof Outcome.Applied applied) {
            for (LevelChange change : applied.changes()) {
                registrations.forEach(registration -> registration.deliver(change.after()));
            }
        }
    }

    @Override
    public void close() {
        registrations.forEach(Registration::close);
        followers.forEach(Follower::close);
        super.close();
    }
}
