package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.policy.Charge;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import io.inventory4j.testkit.planted.store.MapNode;
import io.inventory4j.testkit.planted.store.MapStore;
import io.inventory4j.testkit.planted.store.Store;
import java.text.Normalizer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Ledgers in which a refusal or a repeat leaves a trace, or which take for a repeat what is none. */
public final class TraceBugs {
    private TraceBugs() {}

    /** A ledger that writes something once a command was answered. */
    private static Store afterwards(Afterwards bug) {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                List<Outcome> outcomes = new ArrayList<>();
                for (Command command : batch) {
                    Outcome outcome = super.apply(List.of(command)).get(0);
                    outcomes.add(outcome);
                    try (StoreTransaction more = store.begin()) {
                        bug.write(command, outcome, more);
                        more.commit();
                    }
                }
                return outcomes;
            }
        });
    }

    private interface Afterwards {
        void write(Command command, Outcome outcome, StoreTransaction store);
    }

    private static void prolong(Reserve reserve, StoreTransaction store) {
        List<Charge> charges = new ArrayList<>(reserve.orderCharges());
        reserve.lines().forEach(line -> charges.addAll(line.unitCharges()));
        Map<String, CounterValue> later = new HashMap<>();
        for (Charge charge : charges) {
            CounterValue there = store.counters(Set.of(charge.counter())).get(charge.counter());
            if (there != null && !there.stale(store.now())) {
                later.put(
                        charge.counter(),
                        new CounterValue(there.used(), Charge.later(there.forgetAfter(), charge.forgetAfter())));
            }
        }
        store.store(new StoreTransaction.Changes(Map.of(), later, Map.of(), Map.of(), Map.of(), List.of()));
    }

    /** Writes the ends of counters before it knows whether the units are there. */
    public static Store refusalProlongsACounter() {
        return afterwards((command, outcome, store) -> {
            if (command instanceof Reserve reserve && RepeatBugs.refused(outcome, Reason.OUT_OF_STOCK)) {
                prolong(reserve, store);
            }
        });
    }

    /** A repeat computes the ends of its counters anew, and they are written. */
    public static Store repeatProlongsACounter() {
        return afterwards((command, outcome, store) -> {
            if (command instanceof Reserve reserve
                    && outcome instanceof Outcome.Applied applied
                    && applied.replayed()) {
                prolong(reserve, store);
            }
        });
    }

    /** A repeat writes its order as it was, and the database notes when it was written last. */
    public static Store repeatIsTheLastChange() {
        return afterwards((command, outcome, store) -> {
            if (outcome instanceof Outcome.Applied applied && applied.replayed() && applied.reservation() != null) {
                ReservationId id = applied.reservation().id();
                Reservation there = store.reservations(Set.of(id)).get(id);
                if (there != null) {
                    store.store(Rows.only(changedAt(there, store.now())));
                }
            }
        });
    }

    private static Reservation changedAt(Reservation there, Instant now) {
        return new Reservation(
                there.id(),
                there.owner(),
                there.lines(),
                there.grants(),
                there.orderCharges(),
                there.sold(),
                there.madeAt(),
                there.expiresAt(),
                there.ended(),
                now,
                there.settlements());
    }

    /** A release of an order that never came writes its tombstone again, with the time of now. */
    public static Store tombstoneIsRenewed() {
        return afterwards((command, outcome, store) -> {
            if (command instanceof Settle settle
                    && outcome instanceof Outcome.Applied applied
                    && applied.replayed()
                    && applied.reservation() == null) {
                store.store(Rows.only(Reservation.tombstone(settle.reservation(), store.now())));
            }
        });
    }

    /** A repeated settlement is answered as it was answered the first time. */
    public static StockLedger answeredAsTheFirstTime(InstantSource clock) {
        Map<Settle, Outcome.Applied> answers = new ConcurrentHashMap<>();
        return Bent.deciding(clock, (command, right, ledger) -> {
            Outcome outcome = right.apply(command);
            if (!(command instanceof Settle settle) || !(outcome instanceof Outcome.Applied applied)) {
                return outcome;
            }
            if (!applied.replayed()) {
                answers.put(settle, applied);
                return outcome;
            }
            Outcome.Applied first = settle.id() == null ? null : answers.get(settle);
            return first == null ? outcome : new Outcome.Applied(first.reservation(), List.of(), true);
        });
    }

    /** A repeat of a hold that has run out is told so, though no sweep has taken its units. */
    public static StockLedger overdueRepeatIsRefused(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            Outcome outcome = right.apply(command);
            return command instanceof Reserve reserve
                            && outcome instanceof Outcome.Applied applied
                            && applied.replayed()
                            && applied.reservation() != null
                            && applied.reservation().pending()
                            && !applied.reservation().expiresAt().isAfter(clock.instant())
                    ? new Outcome.Refused(Reason.EXPIRED, reserve.id().value(), 0)
                    : outcome;
        });
    }

    /** Remembers the last fifty settlements of an order. */
    public static StockLedger lastSettlementsOnly(InstantSource clock) {
        return Bent.storing(clock, changes -> {
            Map<ReservationId, Reservation> rows = new HashMap<>(changes.reservations());
            rows.replaceAll((id, row) -> new Reservation(
                    row.id(),
                    row.owner(),
                    row.lines(),
                    row.grants(),
                    row.orderCharges(),
                    row.sold(),
                    row.madeAt(),
                    row.expiresAt(),
                    row.ended(),
                    row.changedAt(),
                    row.settlements()
                            .subList(
                                    Math.max(0, row.settlements().size() - 50),
                                    row.settlements().size())));
            return Rows.reservations(changes, rows);
        });
    }

    /** Keeps 32 bits of what a move was. */
    public static StockLedger contentByItsHash(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public Map<String, AppliedCommand> moves(Set<String> ids) {
                Map<String, AppliedCommand> found = new HashMap<>(super.moves(ids));
                if (command instanceof Move move) {
                    found.replaceAll((id, one) ->
                            one.content().hashCode() == move.content().hashCode()
                                    ? new AppliedCommand(move.content(), one.at())
                                    : one);
                }
                return found;
            }
        });
    }

    /** Compares the postings of a move in whatever order they come. */
    public static StockLedger postingsInAnyOrder(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            if (!(command instanceof Move move)) {
                return right.apply(command);
            }
            List<Posting> sorted = new ArrayList<>(move.postings());
            sorted.sort(Comparator.comparing(Posting::key)
                    .thenComparing(Posting::from)
                    .thenComparing(Posting::to)
                    .thenComparing(Posting::quantity));
            return right.apply(new Move(
                    move.id(),
                    move.reason(),
                    move.force(),
                    sorted,
                    move.targets(),
                    move.expectedVersions(),
                    move.openings()));
        });
    }

    /** The ids of an order's settlements are in a column that ignores case. */
    public static StockLedger settlementIdsIgnoreCase(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            if (!(command instanceof Settle settle) || settle.id() == null) {
                return right.apply(command);
            }
            String id = ledger.reservation(settle.reservation()).stream()
                    .flatMap(found -> found.settlements().stream())
                    .map(one -> one.id())
                    .filter(settle.id()::equalsIgnoreCase)
                    .findFirst()
                    .orElse(settle.id());
            return right.apply(new Settle(
                    settle.reservation(),
                    id,
                    settle.transition(),
                    settle.quantities(),
                    settle.releaseRest(),
                    settle.holdFor()));
        });
    }

    /** Keeps the owner in the composed form of Unicode. */
    public static StockLedger ownerIsNormalized(InstantSource clock) {
        return Bent.deciding(
                clock,
                (command, right, ledger) -> right.apply(
                        command instanceof Reserve reserve && reserve.owner() != null
                                ? reserve.ownedBy(Normalizer.normalize(reserve.owner(), Normalizer.Form.NFC))
                                : command));
    }

    /** An owner is at most 200 of Java's chars long. */
    public static StockLedger ownerIsCut(InstantSource clock) {
        return Bent.deciding(
                clock,
                (command, right, ledger) -> right.apply(
                        command instanceof Reserve reserve && reserve.owner() != null
                                ? reserve.ownedBy(reserve.owner()
                                        .substring(
                                                0, Math.min(200, reserve.owner().length())))
                                : command));
    }

    /** Counters are in a column that ignores blanks at the end. */
    public static StockLedger countersArePadded(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public Map<String, CounterValue> counters(Set<String> names) {
                Map<String, CounterValue> found = new HashMap<>();
                each(names, (name, padded) -> {
                    CounterValue there = super.counters(Set.of(padded)).get(padded);
                    if (there != null) {
                        found.put(name, there);
                    }
                });
                return found;
            }

            @Override
            public void store(Changes changes) {
                Map<String, CounterValue> rows = new HashMap<>();
                each(
                        changes.counters().keySet(),
                        (name, padded) -> rows.put(padded, changes.counters().get(name)));
                super.store(Rows.counters(changes, rows));
            }
        });
    }

    private static void each(Set<String> names, BiConsumer<String, String> row) {
        for (String name : new TreeSet<>(names)) {
            String padded = name.replaceAll(" +$", "");
            row.accept(name, padded.isEmpty() ? name : padded);
        }
    }

    /** The ids of moves are in a column whose collation ignores accents. */
    public static StockLedger moveIdsIgnoreAccents(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public Map<String, AppliedCommand> moves(Set<String> ids) {
                Map<String, AppliedCommand> found = new HashMap<>();
                for (String id : ids) {
                    @Nullable
                    AppliedCommand there = super.moves(Set.of(plain(id))).get(plain(id));
                    if (there != null) {
                        found.put(id, there);
                    }
                }
                return found;
            }

            @Override
            public void store(Changes changes) {
                Map<String, AppliedCommand> rows = new HashMap<>();
                changes.moves().forEach((id, row) -> rows.put(plain(id), row));
                super.store(new Changes(
                        changes.lines(),
                        changes.counters(),
                        changes.reservations(),
                        rows,
                        changes.saleStates(),
                        changes.journal()));
            }
        });
    }

    private static String plain(String id) {
        String plain = Normalizer.normalize(id, Normalizer.Form.NFD).replaceAll("\\p{Mn}", "");
        return plain.isEmpty() ? id : plain;
    }
}
