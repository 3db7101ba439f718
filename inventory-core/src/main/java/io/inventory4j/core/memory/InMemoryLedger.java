package io.inventory4j.core.memory;

import io.inventory4j.Bounds;
import io.inventory4j.JournalPage;
import io.inventory4j.LevelChange;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.Decision;
import io.inventory4j.ledger.JournalHeading;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.LedgerRules;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.StoreTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in the memory of one process: lock-free, and linearizable in every rule. It forgets everything when the
 * process ends.
 *
 * <p>Every command goes through one loop:
 *
 * <ol>
 *   <li>Read the rows that the command touches, and let {@link LedgerRules} decide it.
 *   <li>If the decision stores something, store it on exactly these rows by one multi-word compare-and-swap. If it
 *       stores nothing, as a refusal does, check that all of these rows were current at one instant (rule 1.7).
 *   <li>If a row has changed meanwhile, begin again.
 * </ol>
 *
 * <p>Memory is bounded by what is stored, and {@link #purge} bounds that; the journal keeps the newest entries only.
 * Reads never block writers. Thread-safe.
 */
public final class InMemoryLedger implements StockLedger, Journaled {
    /** How many journal entries are kept by default. */
    public static final int DEFAULT_JOURNAL_CAPACITY = 65_536;

    private final InstantSource clock;
    private final Swap.Scheme scheme;
    private final JournalLog journal;
    private final List<Runnable> bells = new CopyOnWriteArrayList<>();
    private final Tables tables;
    private final ExpiryIndex expiries;
    private final Purge purge;

    InMemoryLedger(InstantSource clock, int journalCapacity, Swap.Scheme scheme, Tables tables) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.scheme = scheme;
        this.tables = tables;
        journal = new JournalLog(Bounds.max("journalCapacity", journalCapacity));
        expiries = new ExpiryIndex(tables.reservations);
        purge = new Purge(tables, expiries);
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
        return new InMemoryLedger(clock, journalCapacity, Swap::swap, new Tables());
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

    private Outcome apply(Command command) {
        return Objects.requireNonNull(run(new Application(command), clock.instant()))
                .outcome();
    }

    /** What one run of the loop decides: a command, or the expiry of one reservation. */
    private interface Step {
        /** The decision over these rows; null if there is nothing to decide. */
        @Nullable
        Decision judge(ReadSet rows, Instant now);

        JournalHeading heading();
    }

    private record Application(Command command) implements Step {
        @Override
        public Decision judge(ReadSet rows, Instant now) {
            return LedgerRules.decide(command, rows, now);
        }

        @Override
        public JournalHeading heading() {
            return JournalHeading.of(command);
        }
    }

    private record Expiry(ReservationId id) implements Step {
        @Override
        public @Nullable Decision judge(ReadSet rows, Instant now) {
            return LedgerRules.expire(id, rows, now);
        }

        @Override
        public JournalHeading heading() {
            return JournalHeading.expired(id);
        }
    }

    private record Shipment(ReservationId id, Instant by) implements Step {
        @Override
        public @Nullable Decision judge(ReadSet rows, Instant now) {
            return LedgerRules.shipConfirmed(id, by, rows, now);
        }

        @Override
        public JournalHeading heading() {
            return JournalHeading.shipped(id);
        }
    }

    private @Nullable Decision run(Step step, Instant now) {
        List<Claim> tried = null;
        while (true) {
            ReadSet reads = new ReadSet(tables);
            Decision decision;
            try {
                decision = step.judge(reads, now);
            } catch (RuntimeException e) {
                // The rows may be of different instants and contradict each other: then the rules are not at fault.
                if (reads.holds()) {
                    throw e;
                }
                continue;
            }
            if (decision == null || !decision.stores()) {
                if (reads.holds()) {
                    abandonUnused(tried);
                    return decision;
                }
                continue;
            }
            Claim[] claims = reads.claims(decision);
            boolean done = swap(claims, decision, step.heading(), now);
            if (!done || readsMoreThanItStores(claims)) {
                tried = tried == null ? new ArrayList<>() : tried;
                tried.addAll(Arrays.asList(claims));
            }
            if (done) {
                abandonUnused(tried);
                if (!decision.lines().isEmpty()) {
                    ring();
                }
                return decision;
            }
        }
    }

    private static void abandonUnused(@Nullable List<Claim> tried) {
        if (tried != null) {
            Purge.abandonUnused(tried);
        }
    }

    private static boolean readsMoreThanItStores(Claim[] claims) {
        for (Claim claim : claims) {
            if (claim.before == claim.after) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        Bounds.max("max", max);
        Instant now = clock.instant();
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
                Decision decision = run(new Expiry(id), now);
                if (decision != null) {
                    ended.add((Outcome.Applied) decision.outcome());
                }
            }
        });
        return ended;
    }

    private boolean swap(Claim[] claims, Decision decision, JournalHeading heading, Instant now) {
        List<Reservation> reservations = decision.reservations();
        boolean again = fileExpiries(reservations, claims);
        List<LevelChange> changes = decision.lines();
        JournalRecord record = changes.isEmpty() ? null : new JournalRecord(heading, now, changes);
        boolean done = scheme.swap(claims, record, journal);
        if (done && again) {
            // Until the swap the reservation held nothing, so a sweep may have dropped the entry that was filed before.
            fileExpiries(reservations, claims);
        }
        return done;
    }

    /**
     * Files expiries before the swap, so that every overdue reservation is found. Returns whether a reservation that
     * held nothing any more holds something again (rule 1.12).
     */
    private boolean fileExpiries(List<Reservation> reservations, Claim[] claims) {
        boolean again = false;
        for (int i = 0; i < reservations.size(); i++) {
            if (reservations.get(i).pending()) {
                again |= fileExpiry(reservations.get(i), claims);
            }
        }
        return again;
    }

    private boolean fileExpiry(Reservation after, Claim[] claims) {
        for (Claim claim : claims) {
            if (claim.table == tables.reservations && claim.key.equals(after.id())) {
                Reservation before = PackedReservation.unpack(claim.before);
                boolean again = before != null && !before.pending();
                if (before == null || again || !before.expiresAt().equals(after.expiresAt())) {
                    expiries.add(after, claim.cell());
                }
                return again;
            }
        }
        return false;
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        List<StockLevel> levels = new ArrayList<>(keys.size());
        for (StockKey key : keys) {
            if (row(tables.lines, key) instanceof StockLevel level) {
                levels.add(level);
            }
        }
        return levels;
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
        return Optional.ofNullable(PackedReservation.unpack(row(tables.reservations, id)))
                .filter(found -> !found.tombstone());
    }

    /** Walks the whole table: all pages of one walk together cost as much as reading everything that is stored. */
    @Override
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        Objects.requireNonNull(key, "key");
        Bounds.max("max", max);
        List<Reservation> page = new ArrayList<>(Math.min(max, 64));
        Table table = tables.reservations;
        Cell at = after == null ? table.after(null) : table.afterKey(after);
        while (at != null && page.size() < max) {
            Reservation found = PackedReservation.unpack(at.row());
            ReservedLine line = found == null ? null : found.line(key);
            if (line != null && line.reserved() > 0) {
                page.add(found);
            }
            at = table.after(at);
        }
        return page;
    }

    @Override
    public long used(String counter) {
        Bounds.text("counter", counter);
        CounterValue value = PackedCounter.unpack(row(tables.counters, counter));
        return value == null ? 0 : value.used();
    }

    private static @Nullable Object row(Table table, Comparable<?> key) {
        Cell cell = table.find(Objects.requireNonNull(key, "key"));
        return cell == null ? null : cell.row();
    }

    /** Walks the whole table, as a purge does. */
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
            Decision decision = run(new Shipment(due.id(), by), now);
            if (decision != null) {
                shipped.add((Outcome.Applied) decision.outcome());
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
        bells.add(Objects.requireNonNull(bell, "bell"));
        return () -> bells.remove(bell);
    }

    private void ring() {
        for (Runnable bell : bells) {
            bell.run();
        }
    }

    /** The stored rows, for tests that count them. */
    Tables tables() {
        return tables;
    }

    /** The index of expiries, for tests that count its entries. */
    ExpiryIndex expiries() {
        return expiries;
    }

    /** Does nothing: the memory is freed with the last reference. */
    @Override
    public void close() {}
}
