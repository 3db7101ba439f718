package io.inventory4j.testkit.history;

import io.inventory4j.Charge;
import io.inventory4j.JournalEntry;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.ledger.SetSaleState;
import io.inventory4j.ledger.Settle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parts of a history that have no row in common. Linearizability is local (Herlihy and Wing 1990): the whole has an order
 * exactly if each part has one. That speaks of intervals only, and the commands of a batch have an order besides, so a
 * batch is never taken apart.
 */
final class Partitions {
    private static final Comparator<Step> BY_CALL =
            Comparator.comparingLong(Step::from).thenComparingInt(Step::place);

    private record Counter(String name) {}

    private record MoveId(String id) {}

    private record SaleStateId(String id) {}

    /**
     * One of them.
     *
     * @param steps its steps, in the order of their calls
     * @param journal the entries of its lines, in their order
     */
    record Part(List<Step> steps, List<JournalEntry> journal) {}

    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<Integer> parents = new ArrayList<>();

    private Partitions() {}

    /**
     * Takes steps apart. The claim that nothing else is overdue goes to every part that might have something: with the
     * clock standing still while anybody calls, fewer and fewer reservations are overdue, so what is true of each part at
     * some instant of the sweep is true of all at its end.
     */
    static List<Part> of(Steps steps, List<JournalEntry> journal) {
        Partitions names = new Partitions();
        steps.steps.forEach(names::join);
        Map<Integer, Part> parts = new LinkedHashMap<>();
        for (Step step : steps.steps) {
            parts.computeIfAbsent(names.root(name(step)), none -> new Part(new ArrayList<>(), new ArrayList<>()))
                    .steps
                    .add(step);
        }
        for (JournalEntry entry : journal) {
            Part part = parts.get(names.root(entry.change().key()));
            if (part != null) {
                part.journal.add(entry);
            }
        }
        for (Part part : parts.values()) {
            addClaims(part.steps, steps.cleanSweeps);
            part.steps.sort(BY_CALL);
        }
        return List.copyOf(parts.values());
    }

    private static void addClaims(List<Step> part, List<Call> cleanSweeps) {
        if (cleanSweeps.isEmpty()) {
            return;
        }
        Instant soonest = Instant.MAX;
        for (Step step : part) {
            if (step.deed() instanceof Deed.Order order && order.command() instanceof Reserve reserve) {
                Instant end = step.now().plus(reserve.holdFor());
                soonest = end.isBefore(soonest) ? end : soonest;
            }
        }
        for (Call sweep : cleanSweeps) {
            if (!soonest.isAfter(sweep.now())) {
                part.add(new Step(sweep, 0, new Deed.NothingOverdue(), List.of()));
            }
        }
    }

    /** One of the rows that a step names. */
    private static Object name(Step step) {
        if (step.deed() instanceof Deed.Order order) {
            return name(order.command());
        }
        if (step.deed() instanceof Deed.Expiry expiry) {
            return expiry.id();
        }
        if (step.deed() instanceof Deed.Level level) {
            return level.key();
        }
        if (step.deed() instanceof Deed.Find find) {
            return find.id();
        }
        return new Counter(((Deed.Used) step.deed()).counter());
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

    private void join(Step step) {
        int name = number(name(step));
        if (!(step.deed() instanceof Deed.Order order)) {
            return;
        }
        if (step.call().ask() instanceof Call.Ask.Apply apply) {
            join(name, name(apply.batch().get(0)));
        }
        if (order.command() instanceof Reserve reserve) {
            joinReserve(name, reserve);
        } else if (order.command() instanceof Settle settle) {
            settle.quantities().keySet().forEach(key -> join(name, key));
        } else if (order.command() instanceof Move move) {
            move.postings().forEach(posting -> join(name, posting.key()));
            move.expectedVersions().keySet().forEach(key -> join(name, key));
            move.openings().keySet().forEach(key -> join(name, key));
        } else if (order.command() instanceof SetSaleState saleState) {
            join(name, saleState.key());
        }
    }

    private void joinReserve(int name, Reserve reserve) {
        for (ReserveLine line : reserve.lines()) {
            join(name, line.key());
            joinCharges(name, line.unitCharges());
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
