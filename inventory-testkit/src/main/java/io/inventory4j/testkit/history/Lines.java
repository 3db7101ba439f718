package io.inventory4j.testkit.history;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.model.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The level of each line after the order so far, and the version of it that each operation needs. An answer shows the
 * versions that it saw, so most operations that do not come next are found by comparing two numbers, without a question
 * to the model.
 */
final class Lines {
    private record Claim(int line, long version) {}

    private static final int[] NONE = {};

    private final Map<StockKey, Integer> numbers = new HashMap<>();
    private final List<StockLevel> levels = new ArrayList<>();
    private final List<StockLevel> replaced = new ArrayList<>();
    private final Ints replacedAt = new Ints();
    private final Set<Claim> claims = new HashSet<>();
    /** By operation: the lines that it needs, and at which versions. */
    private final int[][] needs;

    private final long[][] versions;
    /** By operation: for a refusal OUT_OF_STOCK, which line it is about and how much was left; null for others. */
    private final @Nullable Shortage[] shortages;

    private record Shortage(int line, long floor, long remaining) {}

    Lines(Operation[] operations, Model model) {
        needs = new int[operations.length][];
        versions = new long[operations.length][];
        shortages = new Shortage[operations.length];
        for (int i = 0; i < operations.length; i++) {
            needs[i] = NONE;
            versions[i] = new long[0];
            Operation operation = operations[i];
            if (operation.action() instanceof AtomicAction.Level level) {
                long version = operation.seen() instanceof StockLevel seen ? seen.version() : 0;
                needs[i] = new int[] {number(level.key(), model)};
                versions[i] = new long[] {version};
            } else if (operation.seen() instanceof Outcome.Applied applied) {
                need(i, applied.changes(), model);
            } else if (operation.seen() instanceof Outcome.Refused refused) {
                shortages[i] = shortage(operation, refused, model);
            }
        }
    }

    private void need(int operation, List<LevelChange> changes, Model model) {
        needs[operation] = new int[changes.size()];
        versions[operation] = new long[changes.size()];
        for (int k = 0; k < changes.size(); k++) {
            needs[operation][k] = number(changes.get(k).key(), model);
            versions[operation][k] = changes.get(k).before().version();
            claims.add(new Claim(needs[operation][k], versions[operation][k]));
        }
    }

    private @Nullable Shortage shortage(Operation operation, Outcome.Refused refused, Model model) {
        if (refused.refusal().reason() == Reason.OUT_OF_STOCK
                && operation.action() instanceof AtomicAction.Execute execute
                && execute.command() instanceof Reserve reserve
                && reserve.flexible().isEmpty()
                && reserve.replaces() == null) {
            StockKey key = refused.refusal().key();
            for (ReserveLine line : reserve.lines()) {
                if (line.key().equals(key)) {
                    return new Shortage(
                            number(line.key(), model),
                            line.floor(),
                            refused.refusal().remaining());
                }
            }
        }
        return null;
    }

    private int number(StockKey key, Model model) {
        Integer known = numbers.get(key);
        if (known != null) {
            return known;
        }
        StockLevel level = model.level(key);
        levels.add(level == null ? StockLevel.empty(key) : level);
        numbers.put(key, levels.size() - 1);
        return levels.size() - 1;
    }

    /** False only where the operation cannot come next. */
    boolean mayFit(int operation) {
        int[] lines = needs[operation];
        for (int k = 0; k < lines.length; k++) {
            if (levels.get(lines[k]).version() != versions[operation][k]) {
                return false;
            }
        }
        Shortage shortage = shortages[operation];
        return shortage == null
                || Math.max(0, levels.get(shortage.line).available() - shortage.floor) == shortage.remaining;
    }

    /**
     * Whether a change uses up a version that an answered operation needs: that operation could then never be placed.
     */
    boolean claimed(List<LevelChange> changes) {
        for (LevelChange change : changes) {
            Integer line = numbers.get(change.key());
            if (line != null && claims.contains(new Claim(line, change.before().version()))) {
                return true;
            }
        }
        return false;
    }

    int mark() {
        return replaced.size();
    }

    void take(List<LevelChange> changes) {
        for (LevelChange change : changes) {
            Integer line = numbers.get(change.key());
            if (line != null) {
                replacedAt.push(line);
                replaced.add(levels.set(line, change.after()));
            }
        }
    }

    void undo(int mark) {
        while (replaced.size() > mark) {
            levels.set(replacedAt.pop(), replaced.remove(replaced.size() - 1));
        }
    }
}
