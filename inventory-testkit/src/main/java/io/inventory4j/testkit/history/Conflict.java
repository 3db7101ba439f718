package io.inventory4j.testkit.history;

import io.inventory4j.Outcome;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.words.Words;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Two operations that cannot both be in any order, whatever else happened: a proof that needs no search and no opening
 * state, because each change of a line makes the next version of it, and makes it once (rule 8.10). An answer has the
 * levels that it is about, so such pairs are found by comparing answers.
 *
 * @param operations the two, in the order of their calls
 * @param cause what that says about the store
 */
record Conflict(List<Operation> operations, String cause) {
    private record Version(StockKey key, long number) {}

    private record Sight(Operation operation, StockLevel level) {}

    /** What answers that have come say, while the operations are looked at in the order of their returns. */
    private static final class Sights {
        /** Who changed a version to the next one. */
        private final Map<Version, Operation> changed = new HashMap<>();
        /** What each version of a line is. */
        private final Map<Version, Sight> contents = new HashMap<>();
        /** By line and the time of a return: the newest version that anybody had seen by then. */
        private final Map<StockKey, TreeMap<Long, Sight>> newest = new HashMap<>();

        @Nullable
        Conflict look(Operation operation) {
            if (operation.action() instanceof AtomicAction.Level read) {
                StockLevel level = operation.seen() instanceof StockLevel seen ? seen : StockLevel.empty(read.key());
                Conflict found = look(operation, level);
                seen(operation, level);
                return found;
            }
            if (operation.seen() instanceof Outcome.Applied applied) {
                for (LevelChange change : applied.changes()) {
                    Conflict found = change(operation, change);
                    if (found != null) {
                        return found;
                    }
                }
            }
            return null;
        }

        private @Nullable Conflict change(Operation operation, LevelChange change) {
            StockLevel before = change.before();
            Operation first = changed.putIfAbsent(new Version(change.key(), before.version()), operation);
            if (first != null) {
                return twice(first, operation, change.after());
            }
            Conflict found = look(operation, before);
            found = found == null ? content(operation, change.after()) : found;
            seen(operation, change.after());
            return found;
        }

        private @Nullable Conflict look(Operation operation, StockLevel level) {
            Map.Entry<Long, Sight> past =
                    newest.getOrDefault(level.key(), new TreeMap<>()).lowerEntry(operation.from());
            if (past != null && past.getValue().level.version() > level.version()) {
                return old(past.getValue(), operation, level);
            }
            return content(operation, level);
        }

        private @Nullable Conflict content(Operation operation, StockLevel level) {
            Sight sight = new Sight(operation, level);
            Sight other = contents.putIfAbsent(new Version(level.key(), level.version()), sight);
            return other == null || other.level.equals(level) ? null : differs(other, sight);
        }

        private void seen(Operation operation, StockLevel level) {
            TreeMap<Long, Sight> sights = newest.computeIfAbsent(level.key(), none -> new TreeMap<>());
            Map.Entry<Long, Sight> last = sights.lastEntry();
            if (last == null || last.getValue().level.version() < level.version()) {
                sights.put(operation.to(), new Sight(operation, level));
            }
        }
    }

    /** The first such pair by the time at which both had returned; null if there is none. */
    static @Nullable Conflict in(List<Operation> operations) {
        Sights sights = new Sights();
        List<Operation> answered = operations.stream()
                .filter(operation -> !operation.lost())
                .sorted(Comparator.comparingLong(Operation::to).thenComparingInt(Operation::place))
                .toList();
        for (Operation operation : answered) {
            Conflict found = sights.look(operation);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static Conflict of(Operation one, Operation other, String cause) {
        return new Conflict(one.from() <= other.from() ? List.of(one, other) : List.of(other, one), cause);
    }

    private static Conflict twice(Operation first, Operation second, StockLevel made) {
        String version = "version " + made.version() + " of " + made.key() + " was made ";
        boolean atOnce = first.from() < second.to() && second.from() < first.to();
        return of(
                first,
                second,
                atOnce
                        ? version + "by 2 callers: what was loaded was neither locked nor checked"
                        : version + "twice, the second time after the first had been acknowledged:"
                                + " the first change was lost, or the second began from an old copy");
    }

    private static Conflict old(Sight newer, Operation operation, StockLevel level) {
        return of(
                newer.operation,
                operation,
                "version " + level.version() + " of " + level.key() + " was seen after version "
                        + newer.level.version() + " had been acknowledged: a copy that is old, or a change that was"
                        + " acknowledged before others could see it");
    }

    private static Conflict differs(Sight one, Sight other) {
        String difference = Words.units(one.level, other.level);
        return of(
                one.operation,
                other.operation,
                "version " + one.level.version() + " of " + one.level.key() + " was seen with two contents"
                        + (difference.isEmpty() ? "" : " (" + difference.trim() + ")")
                        + ": half of a change was seen, or a change did not raise the version");
    }
}
