package io.inventory4j.testkit.model;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Opening;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The state of a model, and the only code that changes it. A chapter writes while it judges; if the command is refused,
 * the trail undoes what it wrote.
 */
final class Books {
    final List<Runnable> trail = new ArrayList<>();
    final UndoMap<ReservationId, Reservation> reservations =
            new UndoMap<>("reservations", trail, (hash, row) -> hash.add(row.getValue()));
    final UndoMap<String, AppliedId> moves = new UndoMap<>("moves", trail, Books::addApplied);
    final UndoMap<String, AppliedId> saleStates = new UndoMap<>("sale states", trail, Books::addApplied);
    final UndoMap<String, CounterRow> counters = new UndoMap<>("counters", trail, Books::addCounter);
    final List<JournalEntry> journal = new ArrayList<>();

    private final UndoMap<StockKey, StockLevel> lines =
            new UndoMap<>("lines", trail, (hash, row) -> hash.add(row.getValue()));

    /** The lines that the current command has touched, as they were before it. */
    private final TreeMap<StockKey, StockLevel> touched = new TreeMap<>();

    /** The counters that the current command has given back to, as they were before it. */
    private final Map<String, CounterRow> givenBack = new HashMap<>();

    private static void addApplied(RowHash hash, Map.Entry<String, AppliedId> row) {
        hash.add(row.getKey()).add(row.getValue().text());
    }

    private static void addCounter(RowHash hash, Map.Entry<String, CounterRow> row) {
        hash.add(row.getKey()).add(row.getValue().used()).add(row.getValue().end());
    }

    @Nullable
    StockLevel level(StockKey key) {
        return lines.get(key);
    }

    /** The level of a line, or an empty one where it does not exist. */
    StockLevel levelOrEmpty(StockKey key) {
        StockLevel level = lines.get(key);
        return level == null ? StockLevel.empty(key) : level;
    }

    /** Puts units from one bucket into another. */
    void shift(StockKey key, Bucket from, Bucket to, long units) {
        StockLevel level = levelOrEmpty(key);
        write(level, bucket -> bucket == from ? -units : bucket == to ? units : 0, Selling.of(level), opening(level));
    }

    /** What percentages of a line refer to (rule 3.7). */
    static Opening opening(StockLevel level) {
        return new Opening(level.opening(), level.openingPinned());
    }

    /** Writes a line. Its version rises by one, however often a command writes it. */
    void write(StockLevel level, ToLongFunction<Bucket> gain, Selling selling, Opening opening) {
        StockLevel before = touched.putIfAbsent(level.key(), level);
        StockLevel after = new StockLevel(
                level.key(),
                level.available() + gain.applyAsLong(Bucket.AVAILABLE),
                level.reserved() + gain.applyAsLong(Bucket.RESERVED),
                level.committed() + gain.applyAsLong(Bucket.COMMITTED),
                level.safety() + gain.applyAsLong(Bucket.SAFETY),
                level.qualityControl() + gain.applyAsLong(Bucket.QUALITY_CONTROL),
                level.damaged() + gain.applyAsLong(Bucket.DAMAGED),
                level.incoming() + gain.applyAsLong(Bucket.INCOMING),
                level.version() + (before == null ? 1 : 0),
                selling.state(),
                selling.window(),
                opening.quantity(),
                opening.pinned());
        lines.put(level.key(), after);
    }

    /** Whether units put into a bucket stay within the bounds, in the bucket and in the line (rule 9.11). */
    boolean takes(StockKey key, Bucket from, Bucket to, long units) {
        StockLevel level = levelOrEmpty(key);
        long total = level.total() + (from == Bucket.OUTSIDE ? units : 0);
        return to == Bucket.OUTSIDE
                || (level.quantity(to) + units <= Bounds.MAX_QUANTITY && total <= Bounds.MAX_QUANTITY);
    }

    // Rule 1.8: a counter that one command gives back and charges again keeps the later of the two ends.
    void charge(String counter, long units, @Nullable Instant end) {
        CounterRow row = counters.get(counter);
        CounterRow start = givenBack.get(counter);
        Instant later = start == null ? end : Charge.later(start.end(), end);
        counters.put(counter, (row == null ? CounterRow.NONE : row).plus(units, later));
    }

    /** What charges a counter. */
    long used(String counter) {
        CounterRow row = counters.get(counter);
        return row == null ? 0 : row.used();
    }

    /** Gives units back to a counter; one that is forgotten, or whose end has come, takes none (rules 1.12 and 8.6). */
    void giveBack(String counter, long units, Instant now) {
        CounterRow row = counters.get(counter);
        if (row != null && !row.ended(now)) {
            givenBack.putIfAbsent(counter, row);
            counters.put(counter, row.minus(units));
        }
    }

    /** Ends a command that applied: its changes in key order, each with its entry in the journal (rule 7.1). */
    List<LevelChange> enter(
            CommandKind kind, String command, @Nullable String settlement, @Nullable String reason, Instant now) {
        List<LevelChange> changes = new ArrayList<>(touched.size());
        touched.forEach((key, before) -> {
            LevelChange change = new LevelChange(before, levelOrEmpty(key));
            changes.add(change);
            journal.add(new JournalEntry(journal.size() + 1L, now, kind, command, settlement, reason, change));
            trail.add(() -> journal.remove(journal.size() - 1));
        });
        touched.clear();
        givenBack.clear();
        return changes;
    }

    /** Undoes all that was written since the trail had this length. */
    void undo(int mark) {
        touched.clear();
        givenBack.clear();
        for (int last = trail.size() - 1; last >= mark; last--) {
            trail.remove(last).run();
        }
    }

    long[] digest() {
        return new long[] {
            lines.left() ^ reservations.left() ^ moves.left() ^ saleStates.left() ^ counters.left(),
            lines.right() ^ reservations.right() ^ moves.right() ^ saleStates.right() ^ counters.right()
        };
    }
}
