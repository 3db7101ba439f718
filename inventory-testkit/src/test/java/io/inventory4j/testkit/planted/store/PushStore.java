package io.inventory4j.testkit.planted.store;

import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Rows that tell the listeners of all nodes what has changed: each listener has a thread. */
public class PushStore extends MapStore {
    private final List<Registration> registrations = new CopyOnWriteArrayList<>();
    private final List<Follower> followers = new CopyOnWriteArrayList<>();

    /** No rows and no listeners yet. */
    public PushStore(InstantSource clock) {
        super(clock);
    }

    /** A thread for one listener. What comes after its end is dropped. */
    private static ExecutorService daemon() {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread daemon = new Thread(task, "pushed");
                    daemon.setDaemon(true);
                    return daemon;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** A listener for levels. */
    public class Registration implements Subscription {
        private final StockListener listener;
        protected final ExecutorService thread = daemon();
        private final Map<StockKey, Long> delivered = new HashMap<>();

        protected Registration(StockListener listener) {
            this.listener = listener;
        }

        /** A level was stored. */
        protected void deliver(StockLevel level) {
            thread.execute(() -> call(level));
        }

        /** Calls the listener, unless it has heard of a newer level. */
        protected void call(StockLevel level) {
            if (delivered.getOrDefault(level.key(), 0L) >= level.version()) {
                return;
            }
            delivered.put(level.key(), level.version());
            try {
                listener.onLevel(level);
            } catch (RuntimeException e) {
                threw();
            }
        }

        /** The listener threw. */
        protected void threw() {}

        @Override
        public void close() {
            registrations.remove(this);
            thread.shutdown();
        }
    }

    /** A listener for entries, whose thread reads the journal on. */
    public class Follower implements Subscription {
        protected final EntryListener listener;
        protected final ExecutorService thread = daemon();
        protected long place = end();

        protected Follower(EntryListener listener) {
            this.listener = listener;
        }

        void wake() {
            thread.execute(this::read);
        }

        /** Tells the listener what has come since. */
        protected void read() {
            JournalPage page = journal(place, Integer.MAX_VALUE);
            page.entries().forEach(listener::onEntry);
            place = page.next();
            listener.onRead(null);
        }

        @Override
        public void close() {
            followers.remove(this);
            thread.shutdown();
        }
    }

    /** A listener for levels. */
    protected Registration registration(StockListener listener) {
        return new Registration(listener);
    }

    /** A listener for entries. */
    protected Follower follower(EntryListener listener) {
        return new Follower(listener);
    }

    final Subscription watch(StockListener listener) {
        Registration registration = registration(listener);
        registrations.add(registration);
        return registration;
    }

    final Subscription followEntries(EntryListener listener) {
        Follower follower = follower(listener);
        followers.add(follower);
        return follower;
    }

    /** Tells all listeners. */
    public void tell(List<LevelChange> changes) {
        for (LevelChange change : changes) {
            registrations.forEach(registration -> registration.deliver(change.after()));
        }
        followers.forEach(Follower::wake);
    }
}
