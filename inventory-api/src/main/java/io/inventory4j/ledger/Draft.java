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
 * What a command would change, while it is being judged. Lines and counters are read once, when they are first touched.
 * They are linked in the order in which refusals are judged and stores take their locks.
 */
final class Draft {
    /** One counter while a command is being judged. */
    static final class CounterDraft {
        final String name;

        @Nullable
        CounterDraft next;

        private final @Nullable CounterValue stored;
        long used;
        long charged;
        long limit = Long.MAX_VALUE;
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

        /** Rule 8.6: giving back to a forgotten counter does nothing. */
        void giveBack(long quantity) {
            used = Math.max(0, used - quantity);
        }

        boolean changed() {
            return charged > 0 || (stored != null && used != stored.used());
        }

        Decision.CounterChange change() {
            return new Decision.CounterChange(name, new CounterValue(used + charged, forgetAfter));
        }
    }

    private final LedgerView view;
    private @Nullable LineDraft firstLine;
    private @Nullable LineDraft lastLine;
    private int lineCount;
    private @Nullable CounterDraft firstCounter;
    private @Nullable CounterDraft lastCounter;

    Draft(LedgerView view) {
        this.view = view;
    }

    /** The first counter touched so far; the others follow in name order. */
    @Nullable
    CounterDraft counters() {
        return firstCounter;
    }

    // Lines and counters are mostly touched in order, so the search begins at the one touched last.
    LineDraft line(StockKey key) {
        LineDraft before = lastLine != null && lastLine.key.compareTo(key) <= 0 ? lastLine : null;
        LineDraft at = before == null ? firstLine : before;
        while (at != null) {
            int order = at.key.compareTo(key);
            if (order == 0) {
                lastLine = at;
                return at;
            }
            if (order > 0) {
                break;
            }
            before = at;
            at = at.next;
        }
        LineDraft line = new LineDraft(key, view.line(key));
        line.next = at;
        if (before == null) {
            firstLine = line;
        } else {
            before.next = line;
        }
        lastLine = line;
        lineCount++;
        return line;
    }

    CounterDraft counter(String name) {
        CounterDraft before =
                lastCounter != null && TextOrder.compare(lastCounter.name, name) <= 0 ? lastCounter : null;
        CounterDraft at = before == null ? firstCounter : before;
        while (at != null) {
            int order = TextOrder.compare(at.name, name);
            if (order == 0) {
                lastCounter = at;
                return at;
            }
            if (order > 0) {
                break;
            }
            before = at;
            at = at.next;
        }
        CounterDraft counter = new CounterDraft(name, view.counter(name));
        counter.next = at;
        if (before == null) {
            firstCounter = counter;
        } else {
            before.next = counter;
        }
        lastCounter = counter;
        return counter;
    }

    /** The decision to store everything in the draft, together with these reservations. */
    Decision applied(@Nullable Reservation answer, List<Reservation> stored, @Nullable AppliedCommand remembered) {
        return new Decision(new Outcome.Applied(answer, changes(), false), counterChanges(), stored, remembered);
    }

    private List<LevelChange> changes() {
        if (firstLine != null && lineCount == 1) {
            return List.of(firstLine.change());
        }
        List<LevelChange> changes = new ArrayList<>(lineCount);
        for (LineDraft line = firstLine; line != null; line = line.next) {
            changes.add(line.change());
        }
        return changes;
    }

    private List<Decision.CounterChange> counterChanges() {
        if (firstCounter == null) {
            return List.of();
        }
        if (firstCounter.next == null) {
            return firstCounter.changed() ? List.of(firstCounter.change()) : List.of();
        }
        List<Decision.CounterChange> changes = new ArrayList<>();
        for (CounterDraft counter = firstCounter; counter != null; counter = counter.next) {
            if (counter.changed()) {
                changes.add(counter.change());
            }
        }
        return changes;
    }
}
