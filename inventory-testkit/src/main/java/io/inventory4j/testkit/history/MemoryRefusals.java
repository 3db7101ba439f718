package io.inventory4j.testkit.history;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Layer.Visit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The refusals that a node may have made in memory, and from when on each may be (rule 10.4). Such a refusal names the
 * first line of an order for which nothing but its lines decides, and it is right at an instant
 *
 * <ul>
 *   <li>at most a bound and a trip before the call, by the node's time,
 *   <li>and after whatever the node had told of that line and of that id, or read of the line, before the call.
 * </ul>
 *
 * <p>A batch is refused in memory only as a whole, and each of its commands at an instant of its own.
 */
final class MemoryRefusals {
    private record NodeLine(Object node, StockKey line) {}

    /** When the calls of a node began: by its time, by the time of the history. */
    private final Map<Object, TreeMap<Long, Long>> begun = new HashMap<>();

    /** By the return of the call: what showed the newest version of a line that a node had told of by then. */
    private final Map<NodeLine, TreeMap<Long, Operation>> told = new HashMap<>();

    /** Who made a reservation or a tombstone, as far as answers say. */
    private final Map<ReservationId, Operation> makers = new HashMap<>();

    /** Who may have made one. */
    private final Map<ReservationId, Set<Operation>> suspects = new HashMap<>();

    private MemoryRefusals(List<Operation> operations) {
        List<Operation> byReturn = new ArrayList<>(operations);
        byReturn.sort(Comparator.comparingLong(Operation::to));
        for (Operation operation : byReturn) {
            Visit visit = operation.call().visit();
            if (visit != null) {
                begun.computeIfAbsent(visit.node(), none -> new TreeMap<>())
                        .merge(visit.nanos(), operation.from(), Math::min);
                noteTold(visit.node(), operation);
            }
            noteMaker(operation);
        }
    }

    /** Says of each operation of a history from when on it may be; without a layer that refuses, nothing changes. */
    static void spread(List<Operation> operations) {
        if (operations.stream().anyMatch(operation -> operation.call().visit() != null)) {
            MemoryRefusals refusals = new MemoryRefusals(operations);
            operations.replaceAll(refusals::spread);
        }
    }

    private void noteTold(Object node, Operation operation) {
        if (operation.seen() instanceof StockLevel level) {
            noteTold(node, level, operation);
        } else if (operation.seen() instanceof Outcome.Applied applied) {
            for (LevelChange change : applied.changes()) {
                noteTold(node, change.after(), operation);
            }
        }
    }

    private void noteTold(Object node, StockLevel level, Operation operation) {
        TreeMap<Long, Operation> newest =
                told.computeIfAbsent(new NodeLine(node, level.key()), none -> new TreeMap<>());
        Map.Entry<Long, Operation> last = newest.lastEntry();
        if (last == null || version(last.getValue(), level.key()) < level.version()) {
            newest.put(operation.to(), operation);
        }
    }

    private static long version(Operation operation, StockKey key) {
        if (operation.seen() instanceof StockLevel level) {
            return level.version();
        }
        return ((Outcome.Applied) Objects.requireNonNull(operation.seen()))
                .changes().stream()
                        .filter(change -> change.key().equals(key))
                        .mapToLong(change -> change.after().version())
                        .max()
                        .orElseThrow();
    }

    private void noteMaker(Operation operation) {
        ReservationId id = made(operation);
        if (id == null) {
            return;
        }
        if (operation.lost()) {
            suspects.computeIfAbsent(id, none -> new HashSet<>()).add(operation);
        } else if (operation.seen() instanceof Outcome.Applied applied && !applied.replayed()) {
            // A settlement of an order has its reservation; that of an unknown id has none (rule 2.9).
            boolean settles = operation.action() instanceof AtomicAction.Execute execute
                    && execute.command() instanceof Settle
                    && applied.reservation() != null;
            if (!settles) {
                makers.putIfAbsent(id, operation);
            }
        }
    }

    /** The id that an operation may make known. */
    private static @Nullable ReservationId made(Operation operation) {
        if (!(operation.action() instanceof AtomicAction.Execute execute)) {
            return null;
        }
        if (execute.command() instanceof Reserve reserve) {
            return reserve.id();
        }
        return execute.command() instanceof Settle settle ? settle.reservation() : null;
    }

    private Operation spread(Operation operation) {
        Call call = operation.call();
        Visit visit = call.visit();
        if (visit == null
                || !visit.inMemory()
                || !isOfMemory(call)
                || !(operation.action() instanceof AtomicAction.Execute execute)) {
            return operation;
        }
        Reserve order = (Reserve) execute.command();
        Map.Entry<Long, Long> oldest =
                begun.getOrDefault(visit.node(), new TreeMap<>()).floorEntry(visit.oldest());
        Call remembered = new Call(
                call.caller(),
                oldest == null ? 0 : oldest.getValue(),
                call.to(),
                call.now(),
                new Call.Ask.Apply(List.of(order)),
                List.of(Objects.requireNonNull(operation.seen())),
                visit,
                new Call.Remembered(known(visit.node(), order, call.from()), isOfAnotherNode(order.id(), visit)));
        return new Operation(remembered, 0, execute, operation.seen());
    }

    /** What a node had told before a call, of the line and the id that the call asks for. */
    private List<Operation> known(Object node, Reserve order, long call) {
        List<Operation> known = new ArrayList<>();
        TreeMap<Long, Operation> newest = told.getOrDefault(new NodeLine(node, firstLine(order)), new TreeMap<>());
        Map.Entry<Long, Operation> before = newest.lowerEntry(call);
        if (before != null) {
            known.add(before.getValue());
        }
        Operation maker = makers.get(order.id());
        if (maker != null && isOf(maker, node) && maker.to() < call) {
            known.add(maker);
        }
        return known;
    }

    private boolean isOfAnotherNode(ReservationId id, Visit visit) {
        Operation maker = makers.get(id);
        if (maker != null) {
            return !isOf(maker, visit.node());
        }
        return suspects.getOrDefault(id, Set.of()).stream().anyMatch(suspect -> !isOf(suspect, visit.node()));
    }

    private static boolean isOf(Operation operation, Object node) {
        Visit visit = operation.call().visit();
        return visit != null && visit.node() == node;
    }

    /** Whether all answers of a call are refusals that a node may make in memory. */
    private static boolean isOfMemory(Call call) {
        if (!(call.ask() instanceof Call.Ask.Apply apply)
                || !(call.answer() instanceof List<?> outcomes)
                || outcomes.size() != apply.batch().size()) {
            return false;
        }
        for (int i = 0; i < outcomes.size(); i++) {
            if (!isOfMemory(apply.batch().get(i), outcomes.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfMemory(Command command, Object outcome) {
        return command instanceof Reserve order
                && outcome instanceof Outcome.Refused refused
                && refused.refusal().reason() == Reason.OUT_OF_STOCK
                && order.flexible().isEmpty()
                && firstLine(order).equals(refused.refusal().key())
                && order.replaces() == null
                && !order.again();
    }

    private static StockKey firstLine(Reserve order) {
        return order.lines().get(0).key();
    }
}
