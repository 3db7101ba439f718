package io.inventory4j.core.memory;

import io.inventory4j.stock.StockKey;
import org.jspecify.annotations.Nullable;

/**
 * Cells of stock lines that were looked for lately. Nearly all commands of a sale touch one of a few lines, and here a
 * cell is found without hashing its key under a secret. A line that is not here is looked for in its table; so keys
 * that were chosen to meet in one place cost no more than that. Thread-safe: an entry is replaced as a whole, and what
 * a thread sees is a cell of the table, or one that has died since.
 */
final class RecentLines {
    /** A power of two. */
    private static final int PLACES = 64;

    private final Table lines;
    private final @Nullable Cell[] cells = new Cell[PLACES];

    RecentLines(Table lines) {
        this.lines = lines;
    }

    /** The cell of a line, which is in the table; null where there is none. */
    @Nullable
    Cell find(StockKey key) {
        int place = (key.sku().hashCode() ^ key.location().hashCode()) & (PLACES - 1);
        Cell recent = cells[place];
        if (recent != null && recent.key.equals(key) && !recent.dead()) {
            return recent;
        }
        Cell cell = lines.find(key);
        if (cell != null) {
            cells[place] = cell;
        }
        return cell;
    }
}
