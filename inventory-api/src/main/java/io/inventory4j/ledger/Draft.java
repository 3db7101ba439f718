package io.inventory4j.ledger;

import io.inventory4j.Bounds;
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
 * What a command would change, while it is being judged. Lines and counters are read once, when they are first touched.
 * They are linked in the order in which refusals are judged and stores take their locks.
 */
final class Draft {
    /** One counter while a command is being judged. */
    static final class CounterDraft extends SortedNodes.Node<String, CounterDraft> {
        final String name;
        private final @Nullable CounterValue stored;
        long used;
        long charged;
        long limit = Bounds.MAX_QUANTITY;
        private @Nullable Instant forgetAfter;

        CounterDraft(String name, @Nullable CounterValue stored) {
            this.name = name;
            this.stored = stored;
            used = stored == null ? 0 : stored.used();
            // A counter that counts nothing is like an absent one, so it has no end of its own (rule 8.7).
            forgetAfter = stored == null || used == 0 ? CounterValue.NEW.forgetAfter() : stored.forgetAfter();
        }

        void charge(Charge charge, long quantity) {
            charged += quantity;
            limit = Math.min(limit, charge.limit());
            forgetAfter = Charge.later(forgetAfter, charge.forgetAfter());
        }

        /** Charges without a limit or an end of its own: the counter keeps the one that it has. */
        void charge(long quantity) {
            charged += quantity;
            if (used == 0 && charged == quantity) {
                forgetAfter = null;
            }
        }

        /** Rule 8.6: giving back to a forgotten counter, or to one whose end has come, does nothing. */
        void giveBack(long quantity, Instant now) {
            if (!ended(now)) {
                used = Math.max(0, used - quantity);
            }
        }

        /** Whether it counts something and its end has come. */
        boolean ended(Instant now) {
            return stored != null && stored.used() > 0 && stored.stale(now);
        }

        /** Whether it counts nothing. */
        boolean unused() {
            return used == 0;
        }

        @Override
        int compareToKey(String other) {
            return TextOrder.compare(name, other);
        }

        boolean changed() {
            return charged > 0 || (stored != null && used != stored.used());
        }

        Decision.CounterChange change() {
            return new Decision.CounterChange(name, new CounterValue(used + charged, forgetAfter));
        }
    }

    private final LedgerView view;

    /** The store's now. */
    final Instant now;

    private final SortedNodes<StockKey, LineDraft> lines = new SortedNodes<>();
    private final SortedNodes<String, CounterDraft> counters = new SortedNodes<>();

    Draft(LedgerView view, Instant now) {
        this.view = view;
        this.now = now;
    }

    /** The first counter touched so far; the others follow in name order. */
    @Nullable
    CounterDraft counters() {
        return counters.first();
    }

    LineDraft line(StockKey key) {
        LineDraft found = lines.find(key);
        return found != null ? found : lines.insert(new LineDraft(key, view.line(key)));
    }

    /** Reads a line that the command may leave as it is. */
    LineDraft read(StockKey key) {
        return new LineDraft(key, view.line(key));
    }

    /** Touches a line that was read; its key comes after those of all lines that were touched before. */
    void touch(LineDraft line) {
        lines.insert(line);
    }

    CounterDraft counter(String name) {
        CounterDraft found = counters.find(name);
        return found != null ? found : counters.insert(new CounterDraft(name, view.counter(name)));
    }

    /** The decision to store everything in the draft, together with these reservations. */
    Decision applied(@Nullable Reservation answer, List<Reservation> stored, @Nullable AppliedCommand remembered) {
        return new Decision(new Outcome.Applied(answer, changes(), false), counterChanges(), stored, remembered);
    }

    private List<LevelChange> changes() {
        LineDraft first = lines.first();
        if (first != null && lines.size() == 1) {
            return List.of(first.change());
        }
        List<LevelChange> changes = new ArrayList<>(lines.size());
        for (LineDraft line = first; line != null; line = line.next) {
            changes.add(line.change());
        }
        return changes;
    }

    private List<Decision.CounterChange> counterChanges() {
        CounterDraft first = counters.first();
        if (first == null) {
            return List.of();
        }
        if (first.next == null) {
            return first.changed() ? List.of(first.change()) : List.of();
        }
        List<Decision.CounterChange> changes = new ArrayList<>();
        for (CounterDraft counter = first; counter != null; counter = counter.next) {
            if (counter.changed()) {
                changes.add(counter.change());
            }
        }
        return changes;
    }
}
