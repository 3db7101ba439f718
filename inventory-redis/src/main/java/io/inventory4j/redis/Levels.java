package io.inventory4j.redis;

import io.inventory4j.LevelChange;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of one answer, followed from command to command: the script tells what was moved, not what that makes. */
final class Levels {
    private static final int BUCKETS = 7;
    private static final Comparator<LevelChange> BY_KEY =
            Comparator.comparing(change -> change.before().key());

    private final List<StockKey> keys;
    private final List<StockLevel> levels;
    private final List<long @Nullable []> drafts = new ArrayList<>();
    private final List<Integer> touched = new ArrayList<>();

    /** The lines by their places, and their rows before the call; an empty row is a line that does not exist. */
    Levels(List<StockKey> keys, List<byte[]> rows) {
        this.keys = keys;
        levels = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            byte[] row = rows.get(i);
            levels.add(row.length == 0 ? StockLevel.empty(keys.get(i)) : Rows.level(keys.get(i), row));
            drafts.add(null);
        }
    }

    /** Moves units; a bucket is its place in the script's row, 0 is OUTSIDE. */
    void move(int place, int from, int to, long quantity) {
        long[] draft = draft(place - 1);
        draft[from] -= quantity;
        draft[to] += quantity;
    }

    private long[] draft(int i) {
        long[] draft = drafts.get(i);
        if (draft == null) {
            StockLevel level = levels.get(i);
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
            drafts.set(i, draft);
            touched.add(i);
        }
        return draft;
    }

    /** What the moves since the last call have made, in key order: one change a line. */
    List<LevelChange> changes() {
        List<LevelChange> changes = new ArrayList<>(touched.size());
        for (int i : touched) {
            long[] draft = draft(i);
            StockLevel before = levels.get(i);
            changes.add(changed(
                    i,
                    new StockLevel(
                            before.key(),
                            draft[1],
                            draft[2],
                            draft[3],
                            draft[4],
                            draft[5],
                            draft[6],
                            draft[BUCKETS],
                            before.version() + 1,
                            before.saleState(),
                            before.opening())));
            drafts.set(i, null);
        }
        touched.clear();
        if (changes.size() > 1) {
            changes.sort(BY_KEY);
        }
        return changes;
    }

    /** A line's new row. */
    LevelChange changed(int place, byte[] row) {
        return changed(place - 1, Rows.level(keys.get(place - 1), row));
    }

    private LevelChange changed(int i, StockLevel after) {
        return new LevelChange(levels.set(i, after), after);
    }

    StockKey key(int place) {
        return keys.get(place - 1);
    }
}
