package io.inventory4j.testkit.history;

import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.testkit.words.Named;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits a history into parts that have no row in common. Linearizability is local (Herlihy and Wing 1990): the whole
 * has an order exactly if each part has one. That theorem is about intervals only. The commands of a batch have an
 * order as well, so a batch is never split.
 */
final class Partitions {
    // Only a refusal in memory may be of the time at which another call began.
    private static final Comparator<Operation> BY_CALL = Comparator.comparingLong(Operation::from)
            .thenComparingLong(Operation::to)
            .thenComparingInt(Operation::place);

    private record Counter(String name) {}

    private record MoveId(String id) {}

    private record SaleStateId(String id) {}

    /**
     * One part.
     *
     * @param operations its operations, in the order of their calls
     * @param journal the entries of its lines, in their order
     */
    record Part(List<Operation> operations, List<JournalEntry> journal) {}

    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<Integer> parents = new ArrayList<>();

    private Partitions() {}

    /**
     * Splits operations. The claim that nothing else is overdue goes to every part that might have something overdue.
     * While anybody calls, the clock is not turned, so fewer and fewer reservations are overdue: what is true of each
     * part at some instant of the sweep is true of all parts at its end.
     */
    static List<Part> of(Operations operations, List<JournalEntry> journal) {
        Partitions names = new Partitions();
        operations.all.forEach(names::join);
        Map<Integer, Part> parts = new LinkedHashMap<>();
        for (Operation operation : operations.all) {
            parts.computeIfAbsent(names.root(name(operation)), none -> new Part(new ArrayList<>(), new ArrayList<>()))
                    .operations
                    .add(operation);
        }
        for (JournalEntry entry : journal) {
            Part part = parts.get(names.root(entry.change().key()));
            if (part != null) {
                part.journal.add(entry);
            }
        }
        for (Part part : parts.values()) {
            addClaims(part.operations, operations.cleanSweeps);
            part.operations.sort(BY_CALL);
        }
        return List.copyOf(parts.values());
    }

    private static void addClaims(List<Operation> part, List<Call> cleanSweeps) {
        if (cleanSweeps.isEmpty()) {
            return;
        }
        Instant soonest = Instant.MAX;
        for (Operation operation : part) {
            if (operation.action() instanceof AtomicAction.Execute execute
                    && execute.command() instanceof Reserve reserve
                    && reserve.holdFor() != null) {
                Instant end = operation.now().plus(reserve.holdFor());
                soonest = end.isBefore(soonest) ? end : soonest;
            }
        }
        for (Call sweep : cleanSweeps) {
            if (!soonest.isAfter(sweep.now()) && sweep.ask() instanceof Call.Ask.Expire asked) {
                part.add(new Operation(sweep, 0, new AtomicAction.NothingOverdue(asked.except()), List.of()));
            }
        }
    }

    /** One of the rows that an operation names. */
    private static Object name(Operation operation) {
        if (operation.action() instanceof AtomicAction.Execute execute) {
            return name(execute.command());
        }
        if (operation.action() instanceof AtomicAction.Expiry expiry) {
            return expiry.id();
        }
        if (operation.action() instanceof AtomicAction.Shipment shipment) {
            return shipment.id();
        }
        if (operation.action() instanceof AtomicAction.Level level) {
            return level.key();
        }
        if (operation.action() instanceof AtomicAction.Find find) {
            return find.id();
        }
        return new Counter(((AtomicAction.Used) operation.action()).counter());
    }

    private static Object name(Command command) {
        if (command instanceof Reserve reserve) {
            return reserve.id();
        }
        if (command instanceof Settle settle) {
            return settle.reservation();
        }
        if (command instanceof Move move) {
            return new MoveId(move.id());
        }
        return new SaleStateId(((SetSaleState) command).id());
    }

    private void join(Operation operation) {
        int name = number(name(operation));
        if (!(operation.action() instanceof AtomicAction.Execute execute)) {
            return;
        }
        if (operation.call().ask() instanceof Call.Ask.Apply apply) {
            join(name, name(apply.batch().get(0)));
        }
        if (execute.command() instanceof Reserve reserve) {
            joinReserve(name, reserve);
        } else if (execute.command() instanceof Settle settle) {
            settle.quantities().keySet().forEach(key -> join(name, key));
        } else if (execute.command() instanceof Move move) {
            move.postings().forEach(posting -> join(name, posting.key()));
            move.targets().forEach(target -> join(name, target.key()));
            move.expectedVersions().keySet().forEach(key -> join(name, key));
            move.openings().keySet().forEach(key -> join(name, key));
        } else if (execute.command() instanceof SetSaleState saleState) {
            join(name, saleState.key());
        }
    }

    private void joinReserve(int name, Reserve reserve) {
        for (Source source : Named.sources(reserve)) {
            join(name, source.key());
            joinCharges(name, source.unitCharges());
        }
        joinCharges(name, reserve.orderCharges());
        ReservationId replaced = reserve.replaces();
        if (replaced != null) {
            join(name, replaced);
        }
    }

    private void joinCharges(int name, List<Charge> charges) {
        charges.forEach(charge -> join(name, new Counter(charge.counter())));
    }

    private int root(Object name) {
        return find(number(name));
    }

    private int number(Object name) {
        return numbers.computeIfAbsent(name, none -> {
            parents.add(parents.size());
            return parents.size() - 1;
        });
    }

    private void join(int left, Object right) {
        parents.set(find(left), find(number(right)));
    }

    private int find(int number) {
        int at = number;
        while (parents.get(at) != at) {
            parents.set(at, parents.get(parents.get(at)));
            at = parents.get(at);
        }
        return at;
    }
}
