package io.inventory4j.testkit;

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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Sends each call to one of several ledgers over one stock. As thread-safe as they are. */
class InTurn implements StockLedger {
    private final List<StockLedger> nodes;
    private final Runnable discard;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicBoolean discarded = new AtomicBoolean();

    private InTurn(List<StockLedger> nodes, Runnable discard) {
        this.nodes = List.copyOf(nodes);
        this.discard = discard;
    }

    static InTurn of(List<StockLedger> nodes, Runnable discard) {
        return nodes.stream().allMatch(Journaled.class::isInstance)
                ? new WithJournal(nodes, discard)
                : new InTurn(nodes, discard);
    }

    /**
     * The node whose turn it is. A plain alternation would send every command to one node and every read that follows a
     * command to the other; the parity of the bits of the call's number (the sequence of Thue and Morse) has no period.
     */
    StockLedger node() {
        return nodes.get(Long.bitCount(calls.getAndIncrement()) % nodes.size());
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        return node().apply(batch);
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        return node().expire(max, except);
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        return node().levels(keys);
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
        return node().reservation(id);
    }

    @Override
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        return node().open(key, after, max);
    }

    @Override
    public long used(String counter) {
        return node().used(counter);
    }

    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        return node().shipConfirmed(unchangedFor, max);
    }

    @Override
    public int purge(Retention retention, int max) {
        return node().purge(retention, max);
    }

    @Override
    public void close() {
        nodes.forEach(StockLedger::close);
        if (discarded.compareAndSet(false, true)) {
            discard.run();
        }
    }

    private static final class WithJournal extends InTurn implements Journaled {
        WithJournal(List<StockLedger> nodes, Runnable discard) {
            super(nodes, discard);
        }

        @Override
        public JournalPage journal(long after, int max) {
            return ((Journaled) node()).journal(after, max);
        }
    }
}
