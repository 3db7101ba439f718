package io.inventory4j.testkit.planted.wire;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.faults.CallTable;
import io.inventory4j.testkit.faults.CallTable.Numbered;
import io.inventory4j.testkit.faults.SocketLedger;
import io.inventory4j.testkit.faults.SocketServer;
import io.inventory4j.testkit.planted.store.MapNode;
import io.inventory4j.testkit.planted.store.MapStore;
import io.inventory4j.testkit.planted.store.Store;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Clients over real connections that are right as long as every call is answered in time. */
public final class WireBugs {
    private WireBugs() {}

    /** Opens a client over the calls of a server. */
    public interface Client {
        StockLedger open(StockLedger ledger, CallTable calls, InetSocketAddress through, InstantSource clock);
    }

    /** A server of sound ledgers whose clients have a bug. */
    static SocketServer server(Client client) {
        return new StoreServer(() -> Store.shared(MapStore::new, MapNode::new), client);
    }

    /** Keeps the connection of a call that ran out of time: the next call reads the answer that came late. */
    public static SocketServer lateAnswerIsTakenForTheNext() {
        return server((ledger, calls, through, clock) -> new SocketLedger(ledger, calls, through) {
            @Override
            @SuppressWarnings("unchecked") // The verbs are the same.
            protected <T> Future<T> answer(Numbered<T> call, @Nullable String line) throws IOException {
                Numbered<?> read = line == null ? null : calls().made(Long.parseLong(line));
                if (read == null || !read.verb().equals(call.verb())) {
                    throw new IOException("no answer to " + call.verb());
                }
                return (Future<T>) read.answer();
            }

            @Override
            protected LedgerException failed(Connection connection, IOException e) {
                if (e instanceof SocketTimeoutException) {
                    free(connection);
                    return new LedgerException(Effect.UNKNOWN, "out of time", e);
                }
                return super.failed(connection, e);
            }
        });
    }

    /** Takes a call that ran out of time for one that was never made. */
    public static SocketServer timeoutIsToldNone() {
        return server((ledger, calls, through, clock) -> new SocketLedger(ledger, calls, through) {
            @Override
            protected LedgerException failed(Connection connection, IOException e) {
                LedgerException unknown = super.failed(connection, e);
                return e instanceof SocketTimeoutException
                        ? new LedgerException(Effect.NONE, "the server was too busy", e)
                        : unknown;
            }
        });
    }

    /** Sends the commands of a batch one by one, and says NONE of them all if a later one fails. */
    public static SocketServer halfABatchIsToldNone() {
        return server((ledger, calls, through, clock) -> new SocketLedger(ledger, calls, through) {
            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                List<Outcome> outcomes = new ArrayList<>();
                for (Command command : batch) {
                    try {
                        outcomes.addAll(super.apply(List.of(command)));
                    } catch (LedgerException e) {
                        throw outcomes.isEmpty() ? e : new LedgerException(Effect.NONE, "the batch was broken off", e);
                    }
                }
                return outcomes;
            }
        });
    }

    /** A pool that lends four connections, and does not count a broken one as given back. */
    public static SocketServer poolLeaks() {
        return server((ledger, calls, through, clock) -> new SocketLedger(ledger, calls, through) {
            private final Semaphore lent = new Semaphore(4);

            @Override
            protected Connection connection() {
                if (!acquired()) {
                    throw new LedgerException(Effect.NONE, "no connection was free", null);
                }
                return super.connection();
            }

            private boolean acquired() {
                try {
                    return lent.tryAcquire(1, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }

            @Override
            protected void free(Connection connection) {
                super.free(connection);
                lent.release();
            }
        });
    }

    /** Each thread has a connection, which is never replaced. */
    public static SocketServer threadKeepsItsBrokenConnection() {
        return server((ledger, calls, through, clock) -> new SocketLedger(ledger, calls, through) {
            private final Map<Thread, Connection> own = new ConcurrentHashMap<>();

            @Override
            protected Connection connection() {
                Connection there = own.get(Thread.currentThread());
                if (there == null) {
                    there = super.connection();
                    own.put(Thread.currentThread(), there);
                }
                return there;
            }

            @Override
            protected void free(Connection connection) {}
        });
    }

    /** After five failures calls are no longer made for a while; how long is read from the ledger's clock. */
    public static SocketServer breakerStaysOpen() {
        return server(Broken::new);
    }

    private static final class Broken extends SocketLedger {
        private final InstantSource clock;
        private final AtomicInteger failures = new AtomicInteger();
        private volatile Instant until = Instant.MIN;

        Broken(StockLedger ledger, CallTable calls, InetSocketAddress through, InstantSource clock) {
            super(ledger, calls, through);
            this.clock = clock;
        }

        @Override
        protected Connection connection() {
            if (clock.instant().isBefore(until)) {
                throw new LedgerException(Effect.NONE, "the breaker is open", null);
            }
            return super.connection();
        }

        @Override
        protected LedgerException failed(Connection connection, IOException e) {
            if (failures.incrementAndGet() % 5 == 0) {
                until = clock.instant().plus(Duration.ofSeconds(30));
            }
            return super.failed(connection, e);
        }
    }

    /** Where the server is away, a line is what it was when it was read last. */
    public static SocketServer readsWhatItReadLast() {
        return server((ledger, calls, through, clock) -> new SocketLedger(ledger, calls, through) {
            private final Map<List<StockKey>, List<StockLevel>> last = new ConcurrentHashMap<>();

            @Override
            public List<StockLevel> levels(Collection<StockKey> keys) {
                List<StockKey> all = List.copyOf(keys);
                try {
                    List<StockLevel> levels = super.levels(all);
                    last.put(all, levels);
                    return levels;
                } catch (LedgerException e) {
                    List<StockLevel> levels = last.get(all);
                    if (levels == null) {
                        throw e;
                    }
                    return levels;
                }
            }
        });
    }

    /** A follower whose connection was lost begins again at the end of the journal. */
    public static SocketServer feedBeginsAtTheEndAgain() {
        return server((ledger, calls, through, clock) -> new FeedLedger(ledger, calls, through) {
            @Override
            long afterAFailure(long place, long end) {
                return end;
            }
        });
    }

    /** A page is read and its place noted; where a connection is lost in between, what was read is not told. */
    public static SocketServer feedNotesItsPlaceFirst() {
        return server((ledger, calls, through, clock) -> new FeedLedger(ledger, calls, through) {
            @Override
            JournalPage page(long after) {
                JournalPage page = super.page(after);
                try {
                    super.page(page.next());
                    return page;
                } catch (LedgerException e) {
                    return new JournalPage(List.of(), page.next(), 0);
                }
            }
        });
    }
}
