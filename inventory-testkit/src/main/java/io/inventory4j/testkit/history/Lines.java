package io.inventory4j.testkit.history;

import io.inventory4j.LevelChange;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.testkit.model.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where each line stands in the order so far, and which of its versions each step needs: an answer tells the versions that
 * it saw, so most steps that do not come next are found by comparing two numbers, without a question to the model.
 */
final class Lines {
    private record Claim(int line, long version) {}

    private static final int[] NONE = {};

    private final Map<StockKey, Integer> numbers = new HashMap<>();
    private final List<StockLevel> levels = new ArrayList<>();
    private final List<StockLevel> replaced = new ArrayList<>();
    private final Ints replacedAt = new Ints();
    private final Set<Claim> claims = new HashSet<>();
    /** By step: the lines that it needs, and at which versions. */
    private final int[][] needs;

    private final long[][] versions;
    /** By step: for a refusal that says how much was left, the line's AVAILABLE that makes it so; null for others. */
    private final @Nullable Shortage[] shortages;

    private record Shortage(int line, long floor, long remaining) {}

    Lines(Step[] steps, Model model) {
        needs = new int[steps.length][];
        versions = new long[steps.length][];
        shortages = new Shortage[steps.length];
        for (int i = 0; i < steps.length; i++) {
            needs[i] = NONE;
            versions[i] = new long[0];
            Step step = steps[i];
            if (step.deed() instanceof Deed.Level level) {
                long version = step.seen() instanceof StockLevel seen ? seen.version() : 0;
                needs[i] = new int[] {number(level.key(), model)};
                versions[i] = new long[] {version};
            } else if (step.seen() instanceof Outcome.Applied applied) {
                need(i, applied.changes(), model);
            } else if (step.seen() instanceof Outcome.Refused refused) {
                shortages[i] = shortage(step, refused, model);
            }
        }
    }

    private void need(int step, List<LevelChange> changes, Model model) {
        needs[step] = new int[changes.size()];
        versions[step] = new long[changes.size()];
        for (int k = 0; k < changes.size(); k++) {
            needs[step][k] = number(changes.get(k).key(), model);
            versions[step][k] = changes.get(k).before().version();
            claims.add(new Claim(needs[step][k], versions[step][k]));
        }
    }

    private @Nullable Shortage shortage(Step step, Outcome.Refused refused, Model model) {
        if (refused.refusal().reason() == Reason.OUT_OF_STOCK
                && step.deed() instanceof Deed.Order order
                && order.command() instanceof Reserve reserve
                && reserve.replaces() == null) {
            String subject = refused.refusal().subject();
            List<ReserveLine> meant = reserve.lines().stream()
                    .filter(line -> line.key().toString().equals(subject))
                    .toList();
            // A key for people may stand for several lines.
            if (meant.size() == 1) {
                ReserveLine line = meant.get(0);
                return new Shortage(
                        number(line.key(), model),
                        line.floor(),
                        refused.refusal().remaining());
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

    /** False only where the step cannot come next. */
    boolean mayFit(int step) {
        int[] lines = needs[step];
        for (int k = 0; k < lines.length; k++) {
            if (levels.get(lines[k]).version() != versions[step][k]) {
                return false;
            }
        }
        Shortage shortage = shortages[step];
        return shortage == null
                || Math.max(0, levels.get(shortage.line).available() - shortage.floor) == shortage.remaining;
    }

    /** Whether a change takes a version from which an answered step went on: that step could then never be placed. */
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
