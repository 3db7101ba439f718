package io.inventory4j.ledger;

import io.inventory4j.Charge;
import io.inventory4j.CommandKind;
import io.inventory4j.JournalEntry;
import io.inventory4j.LevelChange;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.TextOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rows that a batch touches, as loaded, and as each of its commands leaves them for the next. */
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
            new ArrayList<>());

    private LoadedRows(Instant now) {
        this.now = now;
    }

    static LoadedRows of(List<Command> batch, StoreTransaction store) {
        Set<ReservationId> ids = new TreeSet<>();
        Set<String> moveIds = new TreeSet<>(TextOrder.BY_UTF8);
        Set<String> saleStateIds = new TreeSet<>(TextOrder.BY_UTF8);
        Set<StockKey> keys = new TreeSet<>();
        Set<String> names = new TreeSet<>(TextOrder.BY_UTF8);
        for (Command command : batch) {
            if (command instanceof Reserve reserve) {
                ids.add(reserve.id());
                if (reserve.replaces() != null) {
                    ids.add(reserve.replaces());
                }
                reserve.orderCharges().forEach(charge -> names.add(charge.counter()));
                for (ReserveLine line : reserve.lines()) {
                    keys.add(line.key());
                    line.unitCharges().stream().map(Charge::counter).forEach(names::add);
                }
            } else if (command instanceof Settle settle) {
                ids.add(settle.reservation());
            } else if (command instanceof Move move) {
                moveIds.add(move.id());
                move.postings().forEach(posting -> keys.add(posting.key()));
                keys.addAll(move.expectedVersions().keySet());
                keys.addAll(move.openings().keySet());
            } else if (command instanceof SetSaleState saleState) {
                saleStateIds.add(saleState.id());
                keys.add(saleState.key());
            }
        }
        LoadedRows rows = new LoadedRows(store.now());
        rows.moves.putAll(moveIds.isEmpty() ? Map.of() : store.moves(moveIds));
        rows.saleStates.putAll(saleStateIds.isEmpty() ? Map.of() : store.saleStates(saleStateIds));
        rows.load(ids, keys, names, store);
        return rows;
    }

    static LoadedRows of(Collection<ReservationId> ids, StoreTransaction store) {
        LoadedRows rows = new LoadedRows(store.now());
        rows.load(new TreeSet<>(ids), new TreeSet<>(), new TreeSet<>(TextOrder.BY_UTF8), store);
        return rows;
    }

    // Reservations come first: only they tell which lines and counters their settling will touch.
    private void load(Set<ReservationId> ids, Set<StockKey> keys, Set<String> names, StoreTransaction store) {
        if (!ids.isEmpty()) {
            reservations.putAll(store.reservations(ids));
        }
        for (Reservation reservation : reservations.values()) {
            names.addAll(reservation.orderCharges());
            for (ReservedLine line : reservation.lines()) {
                keys.add(line.key());
                names.addAll(line.charges());
            }
        }
        if (!keys.isEmpty()) {
            lines.putAll(store.lines(keys));
        }
        if (!names.isEmpty()) {
            counters.putAll(store.counters(names));
        }
    }

    Outcome apply(Command command) {
        Decision decision = LedgerRules.decide(command, this, now);
        if (decision.stores()) {
            keep(decision, JournalHeading.of(command));
        }
        return decision.outcome();
    }

    Outcome.@Nullable Applied expire(ReservationId id) {
        Decision decision = LedgerRules.expire(id, this, now);
        if (decision == null) {
            return null;
        }
        keep(decision, JournalHeading.expired(id));
        return (Outcome.Applied) decision.outcome();
    }

    private void keep(Decision decision, JournalHeading heading) {
        for (LevelChange change : decision.lines()) {
            lines.put(change.key(), change.after());
            changed.lines().put(change.key(), change.after());
            JournalEntry entry = heading.entry(changed.journal().size() + 1, now, change);
            changed.journal().add(entry);
        }
        for (Decision.CounterChange change : decision.counters()) {
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
            transaction.store(changed);
        }
        return any;
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
