package io.inventory4j.jdbc.sql;

import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line's level as cells of a row, in the order of {@link #COLUMNS}, for every table that has one. */
public final class LevelCells {
    /** The columns, in the order in which they are written and read. */
    public static final List<String> COLUMNS = List.of(
            "available",
            "reserved",
            "committed",
            "safety",
            "quality_control",
            "damaged",
            "incoming",
            "version",
            "sale_state",
            "opening",
            "opening_pinned");

    private LevelCells() {}

    /** The cells of a level, between those that come before and after it in the row. */
    public static @Nullable Object[] row(
            List<@Nullable Object> before, StockLevel level, List<@Nullable Object> after) {
        List<@Nullable Object> cells = new ArrayList<>(before);
        cells.add(level.available());
        cells.add(level.reserved());
        cells.add(level.committed());
        cells.add(level.safety());
        cells.add(level.qualityControl());
        cells.add(level.damaged());
        cells.add(level.incoming());
        cells.add(level.version());
        cells.add(level.saleState().name());
        cells.add(level.opening());
        cells.add(level.openingPinned() ? 1L : 0L);
        cells.addAll(after);
        return cells.toArray();
    }

    /** Reads the level of a line. */
    public static StockLevel read(StockKey key, Cells cells) throws SQLException {
        return new StockLevel(
                key,
                cells.number(),
                cells.number(),
                cells.number(),
                cells.number(),
                cells.number(),
                cells.number(),
                cells.number(),
                cells.number(),
                SaleState.valueOf(cells.text()),
                cells.number(),
                cells.number() == 1);
    }
}
