package io.inventory4j.testkit.history;

import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.testkit.words.Named;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which rows each operation of a history reads or writes, as far as commands and answers say. */
final class TouchedRows {
    private record Counter(String name) {}

    private record MoveId(String id) {}

    private record SaleStateId(String id) {}

    private record CallOf(long from) {}

    /** The lines and counters of each reservation, by all commands that may have made it. */
    private final Map<ReservationId, Set<Object>> reserved = new HashMap<>();

    TouchedRows(List<Operation> operations) {
        for (Operation operation : operations) {
            if (operation.action() instanceof AtomicAction.Execute execute
                    && execute.command() instanceof Reserve reserve) {
                reserved.computeIfAbsent(reserve.id(), none -> new HashSet<>()).addAll(rows(reserve));
            }
        }
    }

    private static Set<Object> rows(Reserve reserve) {
        Set<Object> rows = new HashSet<>();
        rows.add(reserve.id());
        for (Source source : Named.sources(reserve)) {
            rows.add(source.key());
            source.unitCharges().forEach(charge -> rows.add(counter(charge)));
        }
        reserve.orderCharges().forEach(charge -> rows.add(counter(charge)));
        return rows;
    }

    private static Counter counter(Charge charge) {
        return new Counter(charge.counter());
    }

    Set<Object> of(Operation operation) {
        Set<Object> rows = new HashSet<>();
        AtomicAction action = operation.action();
        if (action instanceof AtomicAction.Execute execute) {
            add(rows, execute.command());
        } else if (action instanceof AtomicAction.Expiry expiry) {
            addReservation(rows, expiry.id());
        } else if (action instanceof AtomicAction.Shipment shipment) {
            addReservation(rows, shipment.id());
        } else if (action instanceof AtomicAction.Find find) {
            rows.add(find.id());
        } else if (action instanceof AtomicAction.Level level) {
            rows.add(level.key());
        } else if (action instanceof AtomicAction.Used used) {
            rows.add(new Counter(used.counter()));
        }
        if (operation.seen() instanceof Outcome.Applied applied) {
            applied.changes().stream().map(LevelChange::key).forEach(rows::add);
        }
        return rows;
    }

    /** Splits operations into those that are connected by rows, or by the call that they belong to. */
    List<List<Operation>> connected(List<Operation> operations) {
        List<Set<Object>> names = new ArrayList<>();
        List<List<Operation>> parts = new ArrayList<>();
        for (Operation operation : operations) {
            Set<Object> rows = of(operation);
            rows.add(new CallOf(operation.from()));
            if (operation.action() instanceof AtomicAction.Execute execute) {
                addId(rows, execute.command());
            }
            List<Operation> joined = new ArrayList<>();
            for (int i = parts.size() - 1; i >= 0; i--) {
                if (!Collections.disjoint(names.get(i), rows)) {
                    rows.addAll(names.remove(i));
                    joined.addAll(0, parts.remove(i));
                }
            }
            joined.add(operation);
            names.add(rows);
            parts.add(joined);
        }
        // A search wants them in the order of their calls.
        return parts.stream()
                .map(part -> operations.stream().filter(part::contains).toList())
                .toList();
    }

    private static void addId(Set<Object> rows, Command command) {
        if (command instanceof Move move) {
            rows.add(new MoveId(move.id()));
        } else if (command instanceof SetSaleState saleState) {
            rows.add(new SaleStateId(saleState.id()));
        }
    }

    private void add(Set<Object> rows, Command command) {
        if (command instanceof Reserve reserve) {
            rows.addAll(rows(reserve));
            if (reserve.replaces() != null) {
                addReservation(rows, reserve.replaces());
            }
        } else if (command instanceof Settle settle) {
            addReservation(rows, settle.reservation());
        } else if (command instanceof Move move) {
            move.postings().forEach(posting -> rows.add(posting.key()));
            move.targets().forEach(target -> rows.add(target.key()));
            rows.addAll(move.expectedVersions().keySet());
            rows.addAll(move.openings().keySet());
        } else if (command instanceof SetSaleState saleState) {
            rows.add(saleState.key());
        }
    }

    private void addReservation(Set<Object> rows, ReservationId id) {
        rows.add(id);
        rows.addAll(reserved.getOrDefault(id, Set.of()));
    }
}
