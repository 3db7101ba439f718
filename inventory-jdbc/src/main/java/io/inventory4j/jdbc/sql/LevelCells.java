package io.inventory4j.jdbc.sql;

import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.sql.SQLException;
import java.time.Instant;
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
            "opening_pinned",
            "opens_millis",
            "closes_millis");

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
        cells.add(millis(level.window().opensAt()));
        cells.add(millis(level.window().closesAt()));
        cells.addAll(after);
        return cells.toArray();
    }

    private static @Nullable Long millis(@Nullable Instant edge) {
        return edge == null ? null : edge.toEpochMilli();
    }

    /** Reads the level of a line. */
    public static StockLevel read(StockKey key, Cells cells) throws SQLException {
        long available = cells.number();
        long reserved = cells.number();
        long committed = cells.number();
        long safety = cells.number();
        long qualityControl = cells.number();
        long damaged = cells.number();
        long incoming = cells.number();
        long version = cells.number();
        SaleState saleState = SaleState.valueOf(cells.text());
        long opening = cells.number();
        boolean pinned = cells.number() == 1;
        Window window = Window.ofMillis(cells.numberOrNull(), cells.numberOrNull());
        return new StockLevel(
                key,
                available,
                reserved,
                committed,
                safety,
                qualityControl,
                damaged,
                incoming,
                version,
                saleState,
                window,
                opening,
                pinned);
    }
}
