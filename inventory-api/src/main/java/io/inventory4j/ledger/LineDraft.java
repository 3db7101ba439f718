package io.inventory4j.ledger;

import io.inventory4j.Bounds;
import io.inventory4j.Bucket;
import io.inventory4j.LevelChange;
import io.inventory4j.SaleState;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import org.jspecify.annotations.Nullable;

/** One stock line while a command is being judged: the level before, and the units as they would be after. */
final class LineDraft extends SortedNodes.Node<StockKey, LineDraft> {
    final StockKey key;
    final boolean exists;
    final StockLevel before;

    SaleState saleState;
    long opening;
    boolean openingPinned;
    private long available;
    private long reserved;
    private long committed;
    private long safety;
    private long qualityControl;
    private long damaged;
    private long incoming;

    LineDraft(StockKey key, @Nullable StockLevel stored) {
        this.key = key;
        exists = stored != null;
        before = stored != null ? stored : StockLevel.empty(key);
        saleState = before.saleState();
        opening = before.opening();
        openingPinned = before.openingPinned();
        available = before.available();
        reserved = before.reserved();
        committed = before.committed();
        safety = before.safety();
        qualityControl = before.qualityControl();
        damaged = before.damaged();
        incoming = before.incoming();
    }

    @Override
    int compareToKey(StockKey other) {
        return key.compareTo(other);
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
            case SAFETY -> safety += quantity;
            case QUALITY_CONTROL -> qualityControl += quantity;
            case DAMAGED -> damaged += quantity;
            case INCOMING -> incoming += quantity;
            case OUTSIDE -> {}
        }
    }

    long units(Bucket bucket) {
        return switch (bucket) {
            case AVAILABLE -> available;
            case RESERVED -> reserved;
            case COMMITTED -> committed;
            case SAFETY -> safety;
            case QUALITY_CONTROL -> qualityControl;
            case DAMAGED -> damaged;
            case INCOMING -> incoming;
            case OUTSIDE -> 0;
        };
    }

    long onHand() {
        return available + reserved + committed + safety + qualityControl + damaged;
    }

    /** Rule 9.11: no bucket and no line sum may leave the bounds. All but AVAILABLE are never negative. */
    boolean overflows() {
        long highest = Math.max(
                Math.max(Math.max(available, reserved), Math.max(committed, safety)),
                Math.max(Math.max(qualityControl, damaged), incoming));
        return highest > Bounds.MAX_QUANTITY
                || available < -Bounds.MAX_QUANTITY
                || onHand() + incoming > Bounds.MAX_QUANTITY;
    }

    /** Whether any unit has moved. */
    boolean moved() {
        return available != before.available()
                || reserved != before.reserved()
                || committed != before.committed()
                || safety != before.safety()
                || qualityControl != before.qualityControl()
                || damaged != before.damaged()
                || incoming != before.incoming();
    }

    LevelChange change() {
        StockLevel after = new StockLevel(
                key,
                available,
                reserved,
                committed,
                safety,
                qualityControl,
                damaged,
                incoming,
                before.version() + 1,
                saleState,
                opening,
                openingPinned);
        return new LevelChange(before, after);
    }
}
