package io.inventory4j.testkit.history;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Splits calls into operations, and finds answers of a wrong form. */
final class Operations {
    final List<Operation> all = new ArrayList<>();
    /** Sweeps that claim that nothing else was overdue. */
    final List<Call> cleanSweeps = new ArrayList<>();

    final List<String> findings = new ArrayList<>();
    private final Set<ReservationId> reserved = new LinkedHashSet<>();

    Operations(List<Call> calls) {
        for (Call call : calls) {
            if (call.ask() instanceof Call.Ask.Apply apply) {
                apply.batch().forEach(this::noteReserved);
            }
        }
        calls.forEach(this::split);
        MemoryRefusals.spread(all);
    }

    private void noteReserved(Command command) {
        if (command instanceof Reserve reserve) {
            reserved.add(reserve.id());
        }
    }

    private void split(Call call) {
        if (call.ask() instanceof Call.Ask.Apply apply) {
            List<?> outcomes = answers(call);
            if (outcomes != null && outcomes.size() != apply.batch().size()) {
                findings.add(call + " answers " + outcomes.size() + " of "
                        + apply.batch().size() + " commands");
                return;
            }
            for (int i = 0; i < apply.batch().size(); i++) {
                AtomicAction action = new AtomicAction.Execute(apply.batch().get(i));
                all.add(new Operation(call, i, action, outcomes == null ? null : outcomes.get(i)));
            }
        } else if (call.ask() instanceof Call.Ask.Expire sweep) {
            splitSweep(call, sweep.max(), AtomicAction.Expiry::new);
            noteClean(call, sweep.max());
        } else if (call.ask() instanceof Call.Ask.ShipConfirmed ship) {
            splitSweep(call, ship.max(), id -> new AtomicAction.Shipment(id, ship.unchangedFor()));
        } else if (!call.lost()) {
            splitRead(call);
        }
    }

    /**
     * A lost sweep may have ended any reservation. Here it may end more than its max, or the one that it was to leave
     * alone: that can hide a fault of the ledger, but never reports one that is not there.
     */
    private void splitSweep(Call call, int max, Function<ReservationId, AtomicAction> one) {
        List<?> outcomes = answers(call);
        if (outcomes == null) {
            reserved.forEach(id -> add(call, one.apply(id), null));
            return;
        }
        if (outcomes.size() > max) {
            findings.add(call + " ends " + outcomes.size() + ", more than it may");
        }
        for (Object outcome : outcomes) {
            if (outcome instanceof Outcome.Applied applied && applied.reservation() != null) {
                add(call, one.apply(applied.reservation().id()), applied);
            } else {
                findings.add(call + " does not say what it ended");
            }
        }
    }

    private void noteClean(Call call, int max) {
        List<?> outcomes = answers(call);
        if (outcomes != null && outcomes.size() < max) {
            cleanSweeps.add(call);
        }
    }

    private void splitRead(Call call) {
        if (call.ask() instanceof Call.Ask.Levels levels) {
            splitLevels(call, levels.keys());
        } else if (call.ask() instanceof Call.Ask.Find find) {
            Object found = call.answer() instanceof Optional<?> answer ? answer.orElse(null) : null;
            add(call, new AtomicAction.Find(find.id()), (Reservation) found);
        } else if (call.ask() instanceof Call.Ask.Used used) {
            add(call, new AtomicAction.Used(used.counter()), call.answer());
        }
    }

    private void splitLevels(Call call, List<StockKey> keys) {
        List<?> levels = answers(call);
        int at = 0;
        for (StockKey key : keys) {
            boolean here = levels != null
                    && at < levels.size()
                    && levels.get(at) instanceof StockLevel level
                    && level.key().equals(key);
            add(call, new AtomicAction.Level(key), here && levels != null ? levels.get(at) : null);
            at += here ? 1 : 0;
        }
        if (levels != null && at < levels.size()) {
            findings.add(call + " answers lines in another order, or others than were asked for");
        }
    }

    /**
     * The lost operations that are worth a try. Left out are those whose action an answered operation has done already,
     * and those that send the same command as an earlier one, which could be placed wherever the later one could. A
     * command that may take effect again is tried as often as it was sent.
     */
    static List<Operation> lostThatMayHappen(List<Operation> operations) {
        Set<ReservationId> takenAgain = takenAgain(operations);
        Set<AtomicAction> known = new HashSet<>();
        for (Operation operation : operations) {
            if (!operation.lost()
                    && happensOnce(operation.action(), takenAgain)
                    && operation.seen() instanceof Outcome.Applied applied
                    && !applied.replayed()) {
                known.add(operation.action());
            }
        }
        List<Operation> lost = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation.lost() && !known.contains(operation.action())) {
                lost.add(operation);
                // One of a batch has to keep its place among the others, so it cannot replace another operation.
                if (operation.alone() && happensOnce(operation.action(), takenAgain)) {
                    known.add(operation.action());
                }
            }
        }
        return lost;
    }

    /** Reservations that may have taken again what a sweep took (rule 1.12), and so may be swept or shipped again. */
    private static Set<ReservationId> takenAgain(List<Operation> operations) {
        Set<ReservationId> ids = new HashSet<>();
        for (Operation operation : operations) {
            if (operation.action() instanceof AtomicAction.Execute execute
                    && execute.command() instanceof Reserve reserve
                    && reserve.again()) {
                ids.add(reserve.id());
            }
        }
        return ids;
    }

    private static boolean happensOnce(AtomicAction action, Set<ReservationId> takenAgain) {
        if (action instanceof AtomicAction.Expiry expiry) {
            return !takenAgain.contains(expiry.id());
        }
        if (!(action instanceof AtomicAction.Execute execute)) {
            return !(action instanceof AtomicAction.Shipment);
        }
        return execute.command() instanceof Settle settle
                ? settle.id() != null
                : !(execute.command() instanceof Reserve reserve) || !reserve.again();
    }

    private void add(Call call, AtomicAction action, @Nullable Object seen) {
        all.add(new Operation(call, 0, action, seen));
    }

    private static @Nullable List<?> answers(Call call) {
        return (List<?>) call.answer();
    }
}
