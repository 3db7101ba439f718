package io.inventory4j.ledger.rules;

import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One stock line while a command is judged. From then on it tells what the command did to it and to those after it. */
public final class LineDraft extends RowDraft implements Supplier<List<LevelChange>> {
    private static final Bucket[] BUCKETS = Bucket.values();

    private final StockKey key;

    /**
     * A draft of a row as it was found.
     *
     * @param key the line
     * @param place where the store keeps the row, or null
     * @param before the row; null where nothing is stored; or what the store has for that. A row of another kind counts
     *     as none
     */
    public LineDraft(StockKey key, @Nullable Object place, @Nullable Row before) {
        super(place, before);
        this.key = key;
    }

    @Override
    public StockKey key() {
        return key;
    }

    @Override
    int compareToKey(Object other) {
        return key == other ? 0 : key.compareTo((StockKey) other);
    }

    boolean exists() {
        return before() instanceof LineRow;
    }

    /** The row as it is stored, or an empty one. */
    LineRow stored() {
        return before() instanceof LineRow row ? row : LineRow.of(StockLevel.empty(key));
    }

    /** The row as the command leaves it. */
    LineRow row() {
        return after() instanceof LineRow row ? row : stored();
    }

    /** The row to write to; with it the command touches the line. */
    LineRow touch() {
        if (after() instanceof LineRow row) {
            return row;
        }
        LineRow row = stored().following();
        after(row);
        return row;
    }

    SaleState saleState() {
        return stored().saleState();
    }

    /** Rule 4.6: by the store's now. */
    boolean windowIsOpen(Decision decision) {
        Window window = stored().window();
        return !window.hasEdge() || window.isOpen(decision.now());
    }

    boolean touched() {
        return after() != null;
    }

    /** Whether any unit has moved. */
    boolean moved() {
        LineRow before = stored();
        LineRow after = row();
        for (Bucket bucket : BUCKETS) {
            if (before.units(bucket) != after.units(bucket)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The draft of the next line in key order.
     *
     * @return the draft, or null
     */
    public @Nullable LineDraft following() {
        return (LineDraft) next();
    }

    /**
     * What the command did to this line.
     *
     * @return the levels before and after
     */
    public LevelChange change() {
        return new LevelChange(stored().level(), row().level());
    }

    /**
     * Whether the command has changed the line, and does not only rest on it.
     *
     * @return true if the version rises
     */
    public boolean changed() {
        return after() instanceof LineRow row && row.version() != stored().version();
    }

    /** What the command did to this line and to those after it, in key order. */
    @Override
    public List<LevelChange> get() {
        if (next() == null) {
            return changed() ? List.of(change()) : List.of();
        }
        List<LevelChange> changes = new ArrayList<>();
        for (LineDraft line = this; line != null; line = line.following()) {
            if (line.changed()) {
                changes.add(line.change());
            }
        }
        return changes;
    }
}
