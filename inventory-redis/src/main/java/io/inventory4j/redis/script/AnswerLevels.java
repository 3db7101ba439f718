package io.inventory4j.redis.script;

import io.inventory4j.redis.script.RowLayout.LineColumn;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The levels of the lines of one answer, followed from command to command: scripts answer what was moved, and not the
 * levels that result.
 */
final class AnswerLevels {
    private static final Comparator<LevelChange> BY_KEY =
            Comparator.comparing(change -> change.before().key());

    private static final class Line {
        private StockLevel level;

        /** The units by the place of their bucket, while they are moved. */
        private long @Nullable [] draft;

        private Line(StockLevel level) {
            this.level = level;
        }

        private LevelChange changed(StockLevel after) {
            LevelChange change = new LevelChange(level, after);
            level = after;
            draft = null;
            return change;
        }
    }

    private static final int AVAILABLE = LineColumn.AVAILABLE.place();
    private static final int RESERVED = LineColumn.RESERVED.place();
    private static final int COMMITTED = LineColumn.COMMITTED.place();

    private final Map<Integer, Line> byPlace = new HashMap<>();
    private final Map<StockKey, Line> byKey = new HashMap<>();
    private final List<Line> touched = new ArrayList<>();

    /** A line by its place, and its row before the call; an empty row is a line that does not exist. */
    void add(int place, StockKey key, byte[] row) {
        Line line = new Line(row.length == 0 ? StockLevel.empty(key) : Rows.level(key, row));
        byPlace.put(place, line);
        byKey.put(key, line);
    }

    private Line line(int place) {
        return Objects.requireNonNull(byPlace.get(place), "line");
    }

    /** Moves units from AVAILABLE to RESERVED, or to COMMITTED where they are sold at once (rule 1.11). */
    void take(StockKey key, long quantity, boolean sold) {
        move(Objects.requireNonNull(byKey.get(key), "line"), AVAILABLE, sold ? COMMITTED : RESERVED, quantity);
    }

    /** Moves units from bucket to bucket; a bucket is its place in a line's row ({@link LineColumn}). */
    void move(int place, int from, int to, long quantity) {
        move(line(place), from, to, quantity);
    }

    private void move(Line line, int from, int to, long quantity) {
        long[] draft = draft(line);
        draft[from] -= quantity;
        draft[to] += quantity;
    }

    private long[] draft(Line line) {
        long[] draft = line.draft;
        if (draft == null) {
            StockLevel level = line.level;
            draft = new long[] {
                0,
                level.available(),
                level.reserved(),
                level.committed(),
                level.safety(),
                level.qualityControl(),
                level.damaged(),
                level.incoming()
            };
            line.draft = draft;
            touched.add(line);
        }
        return draft;
    }

    /** The changes that the moves since the last call make, in key order: one for each line. */
    List<LevelChange> changes() {
        List<LevelChange> changes = new ArrayList<>(touched.size());
        for (Line line : touched) {
            long[] draft = draft(line);
            StockLevel before = line.level;
            changes.add(line.changed(new StockLevel(
                    before.key(),
                    draft[1],
                    draft[2],
                    draft[3],
                    draft[4],
                    draft[5],
                    draft[6],
                    draft[7],
                    before.version() + 1,
                    before.saleState(),
                    before.window(),
                    before.opening(),
                    before.openingPinned())));
        }
        touched.clear();
        if (changes.size() > 1) {
            changes.sort(BY_KEY);
        }
        return changes;
    }

    /** Replaces a line's row. */
    LevelChange changed(int place, byte[] row) {
        Line line = line(place);
        return line.changed(Rows.level(key(place), row));
    }

    StockKey key(int place) {
        return line(place).level.key();
    }
}
