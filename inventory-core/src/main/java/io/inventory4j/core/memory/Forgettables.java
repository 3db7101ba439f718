package io.inventory4j.core.memory;

import io.inventory4j.ledger.rules.CountRow;
import io.inventory4j.ledger.rules.CounterDraft;
import io.inventory4j.ledger.rules.EpochNanos;
import io.inventory4j.ledger.rules.RememberedDraft;
import io.inventory4j.ledger.rules.ReservationDraft;
import io.inventory4j.ledger.rules.ReservationRow;
import io.inventory4j.ledger.rules.Row;
import io.inventory4j.ledger.rules.RowDraft;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a purge forgets one day: reservations that hold and owe nothing, moves and sale states, counters that
 * count nothing or have an end. Each kind by its own time, since each is remembered for its own while. Thread-safe.
 */
final class Forgettables {
    /** Reservations of which nothing was shipped, and tombstones. */
    final TimedCells settled = new TimedCells();

    final TimedCells shipped = new TimedCells();
    final TimedCells moves = new TimedCells();
    final TimedCells saleStates = new TimedCells();
    final TimedCells counters = new TimedCells();

    /**
     * Files what a command has stored.
     *
     * @param first the first of its words; each has its cell
     * @param now when it was applied
     */
    void file(RowDraft first, long now) {
        for (RowDraft word = first; word != null; word = word.next()) {
            if (word instanceof ReservationDraft && word.after() instanceof ReservationRow after) {
                file(word, after);
            } else if (word instanceof CounterDraft && word.after() instanceof CountRow after) {
                file(word, after, now);
            } else if (word instanceof RememberedDraft draft
                    && draft.after() instanceof RememberedDraft.Remembered after
                    && !(draft.before() instanceof RememberedDraft.Remembered)) {
                TimedCells cells = draft.move() ? moves : saleStates;
                cells.add(cell(word), EpochNanos.of(after.command().at()));
            }
        }
    }

    private void file(RowDraft word, ReservationRow after) {
        if (after.open()) {
            return;
        }
        boolean filed = word.before() instanceof ReservationRow before
                && !before.open()
                && before.changedNanos() == after.changedNanos();
        if (!filed) {
            (after.departed() ? shipped : settled).add(cell(word), after.changedNanos());
        }
    }

    private void file(RowDraft word, CountRow after, long now) {
        CountRow before = word.before() instanceof CountRow row ? row : null;
        Instant end = after.forgetAfter();
        if (after.used() == 0) {
            if (before == null || before.used() != 0) {
                counters.add(cell(word), now);
            }
        } else if (end != null && (before == null || before.used() == 0 || !end.equals(before.forgetAfter()))) {
            counters.add(cell(word), EpochNanos.of(end));
        }
    }

    private static Cell cell(RowDraft word) {
        return (Cell) Objects.requireNonNull(word.place());
    }

    /** Whether a row still waits in a slot for the time at which it may be forgotten. */
    static boolean waits(Row row, long slot) {
        Long since = since(row);
        return since != null && TimedCells.slot(since) == slot;
    }

    private static @Nullable Long since(Row row) {
        if (row instanceof ReservationRow reservation) {
            return reservation.open() ? null : (Long) reservation.changedNanos();
        }
        if (row instanceof RememberedDraft.Remembered remembered) {
            return EpochNanos.of(remembered.command().at());
        }
        Instant end = row instanceof CountRow counter && counter.used() > 0 ? counter.forgetAfter() : null;
        return end == null ? null : (Long) EpochNanos.of(end);
    }
}
