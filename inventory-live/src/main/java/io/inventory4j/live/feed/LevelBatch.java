package io.inventory4j.live.feed;

import io.inventory4j.stock.Bounds;
import java.util.List;

/**
 * What a reader gets at a time: each line at most once, with the newest level that was known.
 *
 * @param snapshot whether it begins a snapshot: what the terminal knew before does not count any more
 * @param more whether a further batch is there already, which belongs to the same snapshot or catching up
 * @param levels the lines that have changed, 1 to {@value #MAX_LEVELS}
 */
public record LevelBatch(boolean snapshot, boolean more, List<ShownLevel> levels) {
    /** The most lines of a batch; it bounds what a stream keeps for a terminal that does not read. */
    public static final int MAX_LEVELS = 100;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty or too long
     */
    public LevelBatch {
        levels = List.copyOf(levels);
        Bounds.size("levels", levels.size(), 1, MAX_LEVELS);
    }
}
