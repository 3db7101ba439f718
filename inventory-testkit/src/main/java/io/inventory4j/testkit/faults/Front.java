package io.inventory4j.testkit.faults;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a fault run as one ledger. A thread that was given a node calls that one; the calls of all other threads
 * go to the nodes in turn. How calls end is noted, and reads are repeated as long as they may fail after healing.
 */
sealed class Front implements StockLedger {
    private final List<StockLedger> nodes;
    private final CallWatch watch;
    private final AtomicLong calls = new AtomicLong();
    private final Map<Thread, StockLedger> own = new ConcurrentHashMap<>();

    private Front(List<StockLedger> nodes, CallWatch watch) {
        this.nodes = List.copyOf(nodes);
        this.watch = watch;
    }

    static Front of(List<StockLedger> nodes, CallWatch watch) {
        return nodes.stream().allMatch(Journaled.class::isInstance)
                ? new WithJournal(nodes, watch)
                : new Front(nodes, watch);
    }

    /** Gives this thread a node, by its number modulo the number of nodes; below zero takes it away again. */
    void stayAt(int number) {
        if (number < 0) {
            own.remove(Thread.currentThread());
        } else {
            own.put(Thread.currentThread(), nodes.get(number % nodes.size()));
        }
    }

    <T> T made(Function<StockLedger, T> call) {
        StockLedger given = own.get(Thread.currentThread());
        // The parity of the bits of the call's number has no period that the caller could have too.
        StockLedger node = given != null ? given : nodes.get(Long.bitCount(calls.getAndIncrement()) % nodes.size());
        return watch.call(() -> call.apply(node));
    }

    <T> T read(Function<StockLedger, T> call) {
        return watch.repeat(() -> made(call));
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        return made(node -> node.apply(batch));
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        return made(node -> node.expire(max, except));
    }

    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        return made(node -> node.shipConfirmed(unchangedFor, max));
    }

    @Override
    public int purge(Retention retention, int max) {
        return made(node -> node.purge(retention, max));
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        return read(node -> node.levels(keys));
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
        return read(node -> node.reservation(id));
    }

    @Override
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        return read(node -> node.open(key, after, max));
    }

    @Override
    public long used(String counter) {
        return read(node -> node.used(counter));
    }

    @Override
    public void close() {
        nodes.forEach(StockLedger::close);
    }

    private static final class WithJournal extends Front implements Journaled {
        WithJournal(List<StockLedger> nodes, CallWatch watch) {
            super(nodes, watch);
        }

        @Override
        public JournalPage journal(long after, int max) {
            return read(node -> ((Journaled) node).journal(after, max));
        }
    }
}
