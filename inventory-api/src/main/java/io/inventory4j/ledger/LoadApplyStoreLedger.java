package io.inventory4j.ledger;

import io.inventory4j.Bounds;
import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The short way to write an adapter: the base class loads the rows that a batch touches in one transaction of the store,
 * lets {@link LedgerRules} judge every command over them, and stores what changed. The author writes
 * {@link StoreTransaction}: how rows are loaded and stored.
 *
 * <p>The calls to the store do not grow with the batch: one each for reservations, remembered ids, lines and counters, one
 * to store. Thread-safe if {@link #begin} is.
 */
public abstract class LoadApplyStoreLedger implements StockLedger {
    /** For subclasses. */
    protected LoadApplyStoreLedger() {}

    /**
     * Begins a transaction that may change rows.
     *
     * @return the transaction; the base class commits and closes it
     * @throws LedgerException if the store cannot answer
     */
    protected abstract StoreTransaction begin();

    /**
     * Begins a transaction that only reads. A store that can read without blocking writers overrides it (rule 6).
     *
     * @return the transaction; the base class closes it
     * @throws LedgerException if the store cannot answer
     */
    protected StoreTransaction beginReading() {
        return begin();
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        List<Command> commands = List.copyOf(batch);
        if (commands.isEmpty()) {
            return List.of();
        }
        try (StoreTransaction transaction = begin()) {
            LoadedRows rows = LoadedRows.of(commands, transaction);
            List<Outcome> outcomes = new ArrayList<>(commands.size());
            for (Command command : commands) {
                outcomes.add(rows.apply(command));
            }
            rows.store(transaction);
            return outcomes;
        }
    }

    @Override
    public List<Outcome.Applied> expire(int max) {
        Bounds.max("max", max);
        try (StoreTransaction transaction = begin()) {
            List<ReservationId> overdue = transaction.overdue(transaction.now(), max);
            LoadedRows rows = LoadedRows.of(overdue, transaction);
            List<Outcome.Applied> ended = new ArrayList<>(overdue.size());
            for (ReservationId id : overdue) {
                Outcome.Applied outcome = rows.expire(id);
                if (outcome != null) {
                    ended.add(outcome);
                }
            }
            rows.store(transaction);
            return ended;
        }
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        Set<StockKey> sorted = new TreeSet<>(keys);
        try (StoreTransaction transaction = beginReading()) {
            Map<StockKey, StockLevel> lines = transaction.lines(sorted);
            return keys.stream().map(lines::get).filter(Objects::nonNull).toList();
        }
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
        try (StoreTransaction transaction = beginReading()) {
            return Optional.ofNullable(transaction.reservations(Set.of(id)).get(id))
                    .filter(found -> !found.tombstone());
        }
    }

    @Override
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        Objects.requireNonNull(key, "key");
        Bounds.max("max", max);
        try (StoreTransaction transaction = beginReading()) {
            return List.copyOf(transaction.open(key, after, max));
        }
    }

    @Override
    public long used(String counter) {
        Bounds.text("counter", counter);
        try (StoreTransaction transaction = beginReading()) {
            CounterValue value = transaction.counters(Set.of(counter)).get(counter);
            return value == null ? 0 : value.used();
        }
    }

    @Override
    public int purge(Duration olderThan, int max) {
        Bounds.max("max", max);
        Bounds.age("olderThan", olderThan);
        try (StoreTransaction transaction = begin()) {
            Instant now = transaction.now();
            int forgotten = transaction.purge(now.minus(olderThan), now, max);
            transaction.commit();
            return forgotten;
        }
    }

    /** Does nothing; a subclass that opens something frees it here. */
    @Override
    public void close() {}
}
