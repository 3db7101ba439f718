package io.inventory4j.redis;

import static io.inventory4j.redis.Redis.bytes;
import static io.inventory4j.redis.Redis.command;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.redis.script.NamespaceKeys;
import io.inventory4j.redis.script.Replies;
import io.inventory4j.redis.script.Rows;
import io.inventory4j.stock.JournalEntry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls listeners for changes on any node. One connection waits at the end of the journal's stream, which a script
 * writes in the same step as the change. It reads on from entry to entry, so a connection that is lost leaves no gap.
 * An entry that cannot be read is passed over: listeners do not hear of it, and hear of all that follow.
 */
final class RedisFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisFeed.class);
    private static final long BLOCK_MILLIS = 1_000;
    private static final Duration TIMEOUT = Duration.ofMillis(3 * BLOCK_MILLIS);
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    private static final String PAGE = "100";

    private final RedisConnections connections;
    private final NamespaceKeys keys;
    private final EntryReader entries = new EntryReader();
    private final LongSupplier place;
    private final Set<ListenerThread> listeners = ConcurrentHashMap.newKeySet();
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private @Nullable Reader reader;
    private boolean closed;

    RedisFeed(RedisConnections connections, NamespaceKeys keys, LongSupplier place) {
        this.connections = connections;
        this.keys = keys;
        this.place = place;
    }

    /** How many calls the listeners did not hear of, because they could not be read. */
    long unheard() {
        return entries.unreadable();
    }

    synchronized Subscription watch(StockListener listener) {
        long from = place();
        ListenerThread thread = new ListenerThread(listener, from);
        listeners.add(thread);
        thread.start();
        readFrom(from);
        return () -> leave(thread);
    }

    /** Calls a listener for every entry, on the thread that reads. */
    synchronized Subscription follow(EntryListener listener) {
        long from = place();
        Follower follower = new Follower(listener, from);
        followers.add(follower);
        readFrom(from);
        return () -> leave(follower);
    }

    private long place() {
        if (closed) {
            throw new LedgerException(Effect.NONE, "the ledger is closed", null);
        }
        return place.getAsLong();
    }

    private void readFrom(long from) {
        if (reader == null) {
            reader = new Reader(from);
            reader.start();
        }
    }

    private synchronized void leave(ListenerThread thread) {
        thread.close();
        listeners.remove(thread);
        endIfAlone();
    }

    private synchronized void leave(Follower follower) {
        followers.remove(follower);
        endIfAlone();
    }

    private void endIfAlone() {
        if (listeners.isEmpty() && followers.isEmpty() && reader != null) {
            reader.close();
            reader = null;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        listeners.forEach(this::leave);
        followers.forEach(this::leave);
    }

    /** A listener for entries, and the place after which it hears them. Used by the thread that reads. */
    private static final class Follower {
        private final EntryListener listener;
        private long after;

        Follower(EntryListener listener, long after) {
            this.listener = listener;
            this.after = after;
        }

        void pass(List<JournalEntry> entries) {
            for (JournalEntry entry : entries) {
                if (entry.sequence() > after) {
                    call(to -> to.onEntry(entry));
                }
            }
        }

        void startOver() {
            after = 0;
            call(EntryListener::onLostHistory);
        }

        void call(Consumer<EntryListener> callback) {
            try {
                callback.accept(listener);
            } catch (Throwable e) {
                // Errors too: a listener that fails must hear of the next change.
                LOG.warn("A listener has thrown; it is called again for the next change", e);
            }
        }
    }

    /** Reads the stream, and opens another connection when one is lost. */
    private final class Reader implements Runnable {
        private final Thread thread = new Thread(this, "inventory4j-feed");
        private long last;
        /** The answer in the last entry. In another history, such as that of a restored server, its time differs. */
        private byte @Nullable [] lastAnswer;

        private @Nullable RedisConnection connection;
        private volatile boolean ended;

        Reader(long after) {
            last = after;
        }

        void start() {
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void run() {
            long pause = 0;
            while (!ended) {
                try {
                    read(connected());
                    if (pause > 0) {
                        LOG.info("The journal can be read again");
                    }
                    pause = 0;
                } catch (RuntimeException e) {
                    // Any exception: without this thread, no listener would hear of anything any more.
                    disconnect();
                    pause = failed(e, pause);
                }
            }
            disconnect();
        }

        /** Waits before the next try, longer each time; returns how long to wait the next time. */
        private long failed(RuntimeException failure, long pause) {
            if (pause == 0 && !ended) {
                LOG.warn("The journal cannot be read; listeners hear what they have missed when it can", failure);
            }
            if (!ended) {
                followers.forEach(follower -> follower.call(to -> to.onRead(failure)));
            }
            connections.refresh();
            try {
                TimeUnit.MILLISECONDS.sleep(ended ? 0 : pause);
            } catch (InterruptedException e) {
                ended = true;
            }
            return Math.min(LONGEST_PAUSE_MILLIS, Math.max(FIRST_PAUSE_MILLIS, 2 * pause));
        }

        private void read(RedisConnection from) {
            Object reply = ask(
                    from,
                    command(
                            "XREAD",
                            bytes("COUNT"),
                            bytes(PAGE),
                            bytes("BLOCK"),
                            bytes(Long.toString(BLOCK_MILLIS)),
                            bytes("STREAMS"),
                            keys.journal(),
                            bytes(last + "-0")));
            if (reply instanceof List<?> streams) {
                List<?> stream = (List<?>) streams.get(0);
                for (Object entry : (List<?>) stream.get(1)) {
                    List<JournalEntry> made = entries.entries((List<?>) entry);
                    if (made != null) {
                        pass(made);
                    }
                    last = RedisJournal.place((List<?>) entry);
                    lastAnswer = RedisJournal.answer((List<?>) entry);
                }
            }
            followers.forEach(follower -> follower.call(to -> to.onRead(null)));
        }

        private void pass(List<JournalEntry> entries) {
            for (ListenerThread thread : listeners) {
                thread.put(entries);
            }
            for (Follower follower : followers) {
                follower.pass(entries);
            }
        }

        private RedisConnection connected() {
            synchronized (this) {
                if (connection != null) {
                    return connection;
                }
            }
            RedisConnection opened = connections.open(keys.journal());
            synchronized (this) {
                connection = opened;
            }
            if (last > 0 && !isStillThere(opened)) {
                LOG.warn("Redis has lost journal entries that listeners have heard of; they hear of all entries there"
                        + " are");
                last = 0;
                lastAnswer = null;
                entries.startOver();
                listeners.forEach(ListenerThread::startOver);
                followers.forEach(Follower::startOver);
            }
            return opened;
        }

        /** Whether the journal still has what was read last; a server may have come back without the end of it. */
        private boolean isStillThere(RedisConnection from) {
            byte[] id = bytes(last + "-0");
            List<?> entries = Replies.list(ask(from, command("XRANGE", keys.journal(), id, id)));
            if (!entries.isEmpty()) {
                return lastAnswer == null || Arrays.equals(lastAnswer, RedisJournal.answer((List<?>) entries.get(0)));
            }
            // A purge may have deleted the entry.
            return Replies.place(ask(from, command("HGET", keys.rows(), Rows.place()))) >= last;
        }

        private static @Nullable Object ask(RedisConnection from, List<byte[]> question) {
            Object reply = from.send(question, TIMEOUT);
            if (reply instanceof RedisError error) {
                throw ServerErrors.failure(error);
            }
            return reply;
        }

        private synchronized void disconnect() {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        }

        void close() {
            ended = true;
            disconnect();
            thread.interrupt();
        }
    }
}
