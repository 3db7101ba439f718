package io.inventory4j.ledger.store;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.ledger.rules.Decision;
import io.inventory4j.ledger.rules.JournalHeading;
import io.inventory4j.ledger.rules.LedgerRules;
import io.inventory4j.ledger.rules.LedgerView;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.TextOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rows that a batch touches: first as they were loaded, then as each command leaves them for the next one. */
final class LoadedRows implements LedgerView {
    private final Instant now;
    private final Map<StockKey, StockLevel> lines = new HashMap<>();
    private final Map<String, CounterValue> counters = new HashMap<>();
    private final Map<ReservationId, Reservation> reservations = new HashMap<>();
    private final Map<String, AppliedCommand> moves = new HashMap<>();
    private final Map<String, AppliedCommand> saleStates = new HashMap<>();
    private final StoreTransaction.Changes changed = new StoreTransaction.Changes(
            new TreeMap<>(),
            new TreeMap<>(TextOrder.BY_UTF8),
            new TreeMap<>(),
            new TreeMap<>(TextOrder.BY_UTF8),
            new TreeMap<>(TextOrder.BY_UTF8),
            new ArrayList<>(),
            noKeys());

    private LoadedRows(Instant now) {
        this.now = now;
    }

    /**
     * The rows that a batch touches.
     *
     * @param at the time that decides; null for the store's
     */
    static LoadedRows of(List<Command> batch, StoreTransaction store, @Nullable Instant at) {
        Footprint touched = new Footprint();
        batch.forEach(touched::add);
        return touched.load(store, at);
    }

    /** The rows of reservations that are to be ended. */
    static LoadedRows of(Collection<ReservationId> ids, StoreTransaction store) {
        Footprint touched = new Footprint();
        ids.forEach(touched::settle);
        return touched.load(store, null);
    }

    private static StoreTransaction.Wanted noKeys() {
        return new StoreTransaction.Wanted(
                new TreeSet<>(),
                new TreeSet<>(TextOrder.BY_UTF8),
                new TreeSet<>(TextOrder.BY_UTF8),
                new TreeSet<>(),
                new TreeSet<>(TextOrder.BY_UTF8));
    }

    /** The keys that a batch touches. */
    private static final class Footprint {
        private final StoreTransaction.Wanted keys = noKeys();
        private final Set<ReservationId> settled = new HashSet<>();

        void settle(ReservationId id) {
            keys.reservations().add(id);
            settled.add(id);
        }

        void add(Command command) {
            if (command instanceof Reserve reserve) {
                // Rule 1.4: a repeated reserve is answered from the reservation alone, without its stored lines.
                keys.reservations().add(reserve.id());
                if (reserve.again()) {
                    settle(reserve.id());
                }
                if (reserve.replaces() != null) {
                    settle(reserve.replaces());
                }
                reserve.orderCharges().forEach(charge -> keys.counters().add(charge.counter()));
                for (ReserveLine line : reserve.lines()) {
                    keys.lines().add(line.key());
                    line.unitCharges().forEach(charge -> keys.counters().add(charge.counter()));
                }
                reserve.flexible().forEach(line -> line.sources().forEach(this::add));
            } else if (command instanceof Settle settle) {
                settle(settle.reservation());
            } else if (command instanceof Move move) {
                keys.moves().add(move.id());
                move.postings().forEach(posting -> keys.lines().add(posting.key()));
                move.targets().forEach(target -> keys.lines().add(target.key()));
                keys.lines().addAll(move.expectedVersions().keySet());
                keys.lines().addAll(move.openings().keySet());
            } else if (command instanceof SetSaleState saleState) {
                keys.saleStates().add(saleState.id());
                keys.lines().add(saleState.key());
            }
        }

        private void add(Source source) {
            keys.lines().add(source.key());
            source.unitCharges().forEach(charge -> keys.counters().add(charge.counter()));
        }

        LoadedRows load(StoreTransaction store, @Nullable Instant at) {
            if (settled.isEmpty()) {
                StoreTransaction.Stored all = store.load(keys);
                LoadedRows rows = new LoadedRows(at == null ? store.now() : at);
                rows.take(all);
                return rows;
            }
            // Only its reservation says which lines and counters a settlement touches.
            StoreTransaction.Stored first = store.load(new StoreTransaction.Wanted(
                    keys.reservations(), keys.moves(), keys.saleStates(), Set.of(), Set.of()));
            first.reservations().values().stream()
                    .filter(reservation -> settled.contains(reservation.id()))
                    .forEach(this::addLinesOf);
            StoreTransaction.Stored then = store.load(
                    new StoreTransaction.Wanted(Set.of(), Set.of(), Set.of(), keys.lines(), keys.counters()));
            LoadedRows rows = new LoadedRows(at == null ? store.now() : at);
            rows.take(first);
            rows.take(then);
            return rows;
        }

        private void addLinesOf(Reservation reservation) {
            keys.counters().addAll(reservation.orderCharges());
            for (ReservedLine line : reservation.lines()) {
                keys.lines().add(line.key());
                keys.counters().addAll(line.charges());
            }
        }
    }

    /** The time that decides. */
    Instant now() {
        return now;
    }

    private void take(StoreTransaction.Stored stored) {
        reservations.putAll(stored.reservations());
        moves.putAll(stored.moves());
        saleStates.putAll(stored.saleStates());
        lines.putAll(stored.lines());
        counters.putAll(stored.counters());
    }

    Outcome apply(Command command) {
        Decision decision = LedgerRules.decide(command, this, now);
        if (decision.stores()) {
            keep(decision, JournalHeading.of(command));
            if (command instanceof Reserve reserve) {
                missSources(reserve);
            }
        } else if (decision.outcome() instanceof Outcome.Refused) {
            miss(command);
        }
        return decision.outcome();
    }

    /** Notes the rows that a refused command did not find: if they were there, its answer could be another. */
    private void miss(Command command) {
        Footprint looked = new Footprint();
        looked.add(command);
        StoreTransaction.Wanted missing = changed.missing();
        addMissing(looked.keys.reservations(), reservations, missing.reservations());
        addMissing(looked.keys.moves(), moves, missing.moves());
        addMissing(looked.keys.saleStates(), saleStates, missing.saleStates());
        addMissing(looked.keys.lines(), lines, missing.lines());
    }

    /** Notes the sources that are not there: if they were, what was granted could be something else (rule 1.9). */
    private void missSources(Reserve reserve) {
        for (FlexibleLine line : reserve.flexible()) {
            addMissing(Set.copyOf(line.keys()), lines, changed.missing().lines());
        }
    }

    private static <K> void addMissing(Set<K> looked, Map<K, ?> found, Set<K> missing) {
        for (K key : looked) {
            if (!found.containsKey(key)) {
                missing.add(key);
            }
        }
    }

    Outcome.@Nullable Applied expire(ReservationId id) {
        return kept(LedgerRules.expire(id, this, now), JournalHeading.expired(id));
    }

    /** Ships an order that nobody has touched since {@code by}; null if there is nothing to ship. */
    Outcome.@Nullable Applied shipConfirmed(ReservationId id, Instant by) {
        return kept(LedgerRules.shipConfirmed(id, by, this, now), JournalHeading.shipped(id));
    }

    private Outcome.@Nullable Applied kept(@Nullable Decision decision, JournalHeading heading) {
        if (decision == null) {
            return null;
        }
        keep(decision, heading);
        return (Outcome.Applied) decision.outcome();
    }

    private void keep(Decision decision, JournalHeading heading) {
        for (LevelChange change : decision.lineChanges()) {
            lines.put(change.key(), change.after());
            changed.lines().put(change.key(), change.after());
            JournalEntry entry = heading.entry(changed.journal().size() + 1, now, change);
            changed.journal().add(entry);
        }
        for (Decision.CounterChange change : decision.counterChanges()) {
            counters.put(change.name(), change.after());
            changed.counters().put(change.name(), change.after());
        }
        for (Reservation reservation : decision.reservations()) {
            reservations.put(reservation.id(), reservation);
            changed.reservations().put(reservation.id(), reservation);
        }
        if (decision.remembered() != null) {
            boolean move = heading.kind() == CommandKind.MOVE;
            (move ? moves : saleStates).put(heading.command(), decision.remembered());
            (move ? changed.moves() : changed.saleStates()).put(heading.command(), decision.remembered());
        }
    }

    /** Stores what has changed; false if nothing has. */
    boolean store(StoreTransaction transaction) {
        boolean any = !changed.reservations().isEmpty()
                || !changed.moves().isEmpty()
                || !changed.saleStates().isEmpty();
        if (any) {
            // A row that a later command of the batch creates need not be missing: creating it is checked anyway.
            changed.missing().reservations().removeAll(changed.reservations().keySet());
            changed.missing().moves().removeAll(changed.moves().keySet());
            changed.missing().saleStates().removeAll(changed.saleStates().keySet());
            changed.missing().lines().removeAll(changed.lines().keySet());
            transaction.store(changed);
        }
        return any;
    }

    /** What has changed, in order, numbered from 1. */
    Collection<JournalEntry> entries() {
        return changed.journal();
    }

    @Override
    public @Nullable StockLevel line(StockKey key) {
        return lines.get(Objects.requireNonNull(key));
    }

    @Override
    public @Nullable CounterValue counter(String name) {
        return counters.get(name);
    }

    @Override
    public @Nullable Reservation reservation(ReservationId id) {
        return reservations.get(id);
    }

    @Override
    public @Nullable AppliedCommand move(String id) {
        return moves.get(id);
    }

    @Override
    public @Nullable AppliedCommand saleState(String id) {
        return saleStates.get(id);
    }
}
