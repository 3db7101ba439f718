package io.inventory4j.core.memory;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.rules.CountRow;
import io.inventory4j.ledger.rules.EpochNanos;
import io.inventory4j.ledger.rules.LineRow;
import io.inventory4j.ledger.rules.ReservationRow;
import io.inventory4j.ledger.rules.Row;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in the memory of one process: lock-free, and linearizable in every rule. It forgets everything when the
 * process ends.
 *
 * <p>How a command takes effect is told at {@link CommandLoop}.
 *
 * <p>Memory is bounded by what is stored, and {@link #purge} bounds that; the journal keeps the newest entries only.
 * Reads never block writers. Thread-safe.
 */
public final class InMemoryLedger implements StockLedger, Journaled {
    /** How many journal entries are kept by default. */
    public static final int DEFAULT_JOURNAL_CAPACITY = 65_536;

    private final InstantSource clock;
    private final JournalLog journal;
    private final Tables tables;
    private final ExpiryIndex expiries;
    private final Forgettables forgettables;
    private final Purge purge;
    private final CommandLoop commands;

    InMemoryLedger(InstantSource clock, int journalCapacity, Swap.Scheme scheme, Tables tables) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.tables = tables;
        journal = new JournalLog(Bounds.max("journalCapacity", journalCapacity));
        expiries = new ExpiryIndex(tables.reservations);
        forgettables = new Forgettables();
        purge = new Purge(tables, forgettables, expiries);
        commands = new CommandLoop(tables, expiries, forgettables, journal, scheme);
    }

    /**
     * An empty ledger on a monotonic clock.
     *
     * @return the ledger
     */
    public static InMemoryLedger create() {
        return create(new MonotonicClock());
    }

    /**
     * An empty ledger on a given clock.
     *
     * @param clock the ledger's clock; must not go backwards
     * @return the ledger
     */
    public static InMemoryLedger create(InstantSource clock) {
        return create(clock, DEFAULT_JOURNAL_CAPACITY);
    }

    /**
     * An empty ledger on a given clock, with a journal of a given length.
     *
     * @param clock the ledger's clock; must not go backwards
     * @param journalCapacity the least number of newest journal entries to keep; 1 or more
     * @return the ledger
     */
    public static InMemoryLedger create(InstantSource clock, int journalCapacity) {
        return new InMemoryLedger(clock, journalCapacity, Swap::run, new Tables());
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        if (batch.size() == 1) {
            return List.of(apply(batch.get(0)));
        }
        List<Command> commands = List.copyOf(batch);
        List<Outcome> outcomes = new ArrayList<>(commands.size());
        for (Command command : commands) {
            outcomes.add(apply(command));
        }
        return outcomes;
    }

    @Override
    public Outcome apply(Command command) {
        return commands.apply(command, now());
    }

    private long now() {
        return clock instanceof MonotonicClock monotonic ? monotonic.nanos() : EpochNanos.of(clock.instant());
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        Bounds.max("max", max);
        long now = now();
        List<Outcome.Applied> ended = new ArrayList<>();
        expiries.visit(now, new ExpiryIndex.Candidates() {
            @Override
            public boolean more() {
                return ended.size() < max;
            }

            @Override
            public boolean leaves(ReservationId id) {
                return id.equals(except);
            }

            @Override
            public void expire(ReservationId id) {
                Outcome.Applied outcome = commands.expire(id, now);
                if (outcome != null) {
                    ended.add(outcome);
                }
            }
        });
        return ended;
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        List<StockLevel> levels = new ArrayList<>(keys.size());
        for (StockKey key : keys) {
            Cell cell = tables.recentLines.find(Objects.requireNonNull(key, "key"));
            if (cell != null && cell.row() instanceof LineRow line) {
                levels.add(line.level());
            }
        }
        return levels;
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
        return row(tables.reservations, id) instanceof ReservationRow found && !found.tombstone()
                ? Optional.of(found.told())
                : Optional.empty();
    }

    /** Walks the whole table: all pages of one walk together cost as much as reading everything that is stored. */
    @Override
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        Objects.requireNonNull(key, "key");
        Bounds.max("max", max);
        List<Reservation> page = new ArrayList<>(Math.min(max, 64));
        Walk walk = tables.reservations.after(after);
        for (Cell at = walk.next(); at != null && page.size() < max; at = walk.next()) {
            if (at.row() instanceof ReservationRow found && found.reserved(key) > 0) {
                page.add(found.told());
            }
        }
        return page;
    }

    @Override
    public long used(String counter) {
        Bounds.text("counter", counter);
        return row(tables.counters, counter) instanceof CountRow row ? row.used() : 0;
    }

    private static @Nullable Row row(Table table, Comparable<?> key) {
        Cell cell = table.find(Objects.requireNonNull(key, "key"));
        return cell == null ? null : cell.row();
    }

    /** Walks the whole table. */
    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        Bounds.max("max", max);
        Bounds.age("unchangedFor", unchangedFor);
        Instant now = clock.instant();
        Instant by = now.minus(unchangedFor);
        List<Outcome.Applied> shipped = new ArrayList<>();
        for (Reservation due : ConfirmedOrders.unchangedSince(by, tables.reservations)) {
            if (shipped.size() == max) {
                break;
            }
            Outcome.Applied outcome = commands.ship(due.id(), by, EpochNanos.of(now));
            if (outcome != null) {
                shipped.add(outcome);
            }
        }
        return shipped;
    }

    @Override
    public int purge(Retention retention, int max) {
        Bounds.max("max", max);
        return purge.run(StoreTransaction.Due.of(retention, clock.instant()), max);
    }

    @Override
    public JournalPage journal(long after, int max) {
        Bounds.limit("after", after);
        return journal.page(after, Bounds.max("max", max));
    }

    /**
     * The sequence of the newest entry of the journal.
     *
     * @return 0 before the first; an entry of a call that has not returned yet may not count
     */
    public long lastSequence() {
        return journal.end();
    }

    /**
     * Rings a bell whenever a call has changed a line, when its entries are in the journal: for readers that follow it.
     *
     * @param bell returns at once and never throws, because it is called on the thread of the sale, and by several at a
     *     time
     * @return the registration; close it to end the calls
     */
    public Subscription onChange(Runnable bell) {
        return commands.onChange(Objects.requireNonNull(bell, "bell"));
    }

    /** The stored rows, for tests that count them. */
    Tables tables() {
        return tables;
    }

    /** What a purge looks through, for tests that count it. */
    Forgettables forgettables() {
        return forgettables;
    }

    /** The index of expiries, for tests that count its entries. */
    ExpiryIndex expiries() {
        return expiries;
    }

    /** Does nothing: the memory is freed with the last reference. */
    @Override
    public void close() {}
}
