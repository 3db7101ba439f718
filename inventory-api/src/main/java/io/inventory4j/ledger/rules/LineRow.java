package io.inventory4j.ledger.rules;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import org.jspecify.annotations.Nullable;

/** The row of a stock line. What a sale changes is in it; the rest is shared by rows that follow each other. */
public final class LineRow extends Row {
    /** What changes seldom. */
    private record Rest(
            StockKey key,
            long safety,
            long qualityControl,
            long damaged,
            long incoming,
            SaleState saleState,
            Window window,
            long opening,
            boolean openingPinned) {
        Rest plus(Bucket bucket, long quantity) {
            return new Rest(
                    key,
                    safety + (bucket == Bucket.SAFETY ? quantity : 0),
                    qualityControl + (bucket == Bucket.QUALITY_CONTROL ? quantity : 0),
                    damaged + (bucket == Bucket.DAMAGED ? quantity : 0),
                    incoming + (bucket == Bucket.INCOMING ? quantity : 0),
                    saleState,
                    window,
                    opening,
                    openingPinned);
        }
    }

    private Rest rest;
    private long available;
    private long reserved;
    private long committed;
    private final long version;
    private @Nullable StockLevel told;

    private LineRow(Rest rest, long available, long reserved, long committed, long version) {
        this.rest = rest;
        this.available = available;
        this.reserved = reserved;
        this.committed = committed;
        this.version = version;
    }

    /**
     * The row of a level.
     *
     * @param level the level
     * @return the row
     */
    public static LineRow of(StockLevel level) {
        Rest rest = new Rest(
                level.key(),
                level.safety(),
                level.qualityControl(),
                level.damaged(),
                level.incoming(),
                level.saleState(),
                level.window(),
                level.opening(),
                level.openingPinned());
        LineRow row = new LineRow(rest, level.available(), level.reserved(), level.committed(), level.version());
        row.told = level;
        return row;
    }

    /**
     * The level that this row stands for. It is made once, at the first call.
     *
     * @return the level
     */
    public StockLevel level() {
        StockLevel level = told;
        if (level == null) {
            level = new StockLevel(
                    rest.key,
                    available,
                    reserved,
                    committed,
                    rest.safety,
                    rest.qualityControl,
                    rest.damaged,
                    rest.incoming,
                    version,
                    rest.saleState,
                    rest.window,
                    rest.opening,
                    rest.openingPinned);
            told = level;
        }
        return level;
    }

    @Override
    public LineRow copy() {
        return new LineRow(rest, available, reserved, committed, version);
    }

    /** The row with the next version, which a command writes to. */
    LineRow following() {
        return new LineRow(rest, available, reserved, committed, version + 1);
    }

    long version() {
        return version;
    }

    SaleState saleState() {
        return rest.saleState;
    }

    Window window() {
        return rest.window;
    }

    /** Rule 4.5: null leaves that one as it is. */
    void sell(@Nullable SaleState state, @Nullable Window window) {
        rest = new Rest(
                rest.key,
                rest.safety,
                rest.qualityControl,
                rest.damaged,
                rest.incoming,
                state == null ? rest.saleState : state,
                window == null ? rest.window : window,
                rest.opening,
                rest.openingPinned);
    }

    long opening() {
        return rest.opening;
    }

    boolean openingPinned() {
        return rest.openingPinned;
    }

    void opening(long quantity, boolean pinned) {
        rest = new Rest(
                rest.key,
                rest.safety,
                rest.qualityControl,
                rest.damaged,
                rest.incoming,
                rest.saleState,
                rest.window,
                quantity,
                pinned);
    }

    long available() {
        return available;
    }

    void move(Bucket from, Bucket to, long quantity) {
        add(from, -quantity);
        add(to, quantity);
    }

    private void add(Bucket bucket, long quantity) {
        switch (bucket) {
            case AVAILABLE -> available += quantity;
            case RESERVED -> reserved += quantity;
            case COMMITTED -> committed += quantity;
            case SAFETY, QUALITY_CONTROL, DAMAGED, INCOMING -> rest = rest.plus(bucket, quantity);
            case OUTSIDE -> {}
        }
    }

    long units(Bucket bucket) {
        return switch (bucket) {
            case AVAILABLE -> available;
            case RESERVED -> reserved;
            case COMMITTED -> committed;
            case SAFETY -> rest.safety;
            case QUALITY_CONTROL -> rest.qualityControl;
            case DAMAGED -> rest.damaged;
            case INCOMING -> rest.incoming;
            case OUTSIDE -> 0;
        };
    }

    long onHand() {
        return available + reserved + committed + rest.safety + rest.qualityControl + rest.damaged;
    }

    /** Rule 9.11: no bucket and no line sum may leave the bounds. All but AVAILABLE are never negative. */
    boolean overflows() {
        long highest = Math.max(
                Math.max(Math.max(available, reserved), Math.max(committed, rest.safety)),
                Math.max(Math.max(rest.qualityControl, rest.damaged), rest.incoming));
        return highest > Bounds.MAX_QUANTITY
                || available < -Bounds.MAX_QUANTITY
                || onHand() + rest.incoming > Bounds.MAX_QUANTITY;
    }
}
