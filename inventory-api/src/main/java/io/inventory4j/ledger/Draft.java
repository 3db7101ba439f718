package io.inventory4j.ledger;

import io.inventory4j.Charge;
import io.inventory4j.LevelChange;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.StockKey;
import io.inventory4j.TextOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command would leave behind, while it is being judged. Lines and counters are read once, when first touched, and
 * stand in the order in which refusals are judged and stores take their locks.
 */
final class Draft {
    /** One counter while a command is being judged. */
    static final class CounterDraft {
        final String name;
        private final @Nullable CounterValue stored;
        long used;
        long charged;
        long limit = Long.MAX_VALUE;
        private @Nullable Instant forgetAfter;

        CounterDraft(String name, @Nullable CounterValue stored) {
            this.name = name;
            this.stored = stored;
            used = stored == null ? 0 : stored.used();
            forgetAfter = stored == null ? CounterValue.NEW.forgetAfter() : stored.forgetAfter();
        }

        void charge(Charge charge, long quantity) {
            charged += quantity;
            limit = Math.min(limit, charge.limit());
            forgetAfter = Charge.later(forgetAfter, charge.forgetAfter());
        }

        /** Rule 8: giving back to a forgotten counter does nothing. */
        void giveBack(long quantity) {
            used = Math.max(0, used - quantity);
        }

        boolean changed() {
            return stored != null || charged > 0;
        }

        CounterValue after() {
            return new CounterValue(used + charged, forgetAfter);
        }
    }

    private final LedgerView view;
    private final List<LineDraft> lines = new ArrayList<>(1);
    private final List<CounterDraft> counters = new ArrayList<>(1);

    Draft(LedgerView view) {
        this.view = view;
    }

    /** The lines touched so far, in key order. */
    List<LineDraft> lines() {
        return lines;
    }

    /** The counters touched so far, in name order. */
    List<CounterDraft> counters() {
        return counters;
    }

    LineDraft line(StockKey key) {
        int low = 0;
        int high = lines.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            LineDraft there = lines.get(middle);
            int order = there.key.compareTo(key);
            if (order == 0) {
                return there;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        LineDraft line = new LineDraft(key, view.line(key));
        lines.add(low, line);
        return line;
    }

    CounterDraft counter(String name) {
        int low = 0;
        int high = counters.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            CounterDraft there = counters.get(middle);
            int order = TextOrder.compare(there.name, name);
            if (order == 0) {
                return there;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        CounterDraft counter = new CounterDraft(name, view.counter(name));
        counters.add(low, counter);
        return counter;
    }

    /** The decision to store everything that was drafted, together with these reservations. */
    Decision applied(@Nullable Reservation answer, List<Reservation> stored, @Nullable AppliedCommand remembered) {
        return new Decision(new Outcome.Applied(answer, changes(), false), counterChanges(), stored, remembered);
    }

    private List<LevelChange> changes() {
        if (lines.size() == 1) {
            return List.of(lines.get(0).change());
        }
        List<LevelChange> changes = new ArrayList<>(lines.size());
        for (LineDraft line : lines) {
            changes.add(line.change());
        }
        return changes;
    }

    private List<Decision.CounterChange> counterChanges() {
        List<Decision.CounterChange> changes = new ArrayList<>(counters.size());
        for (CounterDraft counter : counters) {
            if (counter.changed()) {
                changes.add(new Decision.CounterChange(counter.name, counter.after()));
            }
        }
        return changes;
    }
}
